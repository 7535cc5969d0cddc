// The page to try captions on: what is pasted is read at once; without this, the button asks the server.
import { LiveReading } from "./reading.js";

export function tryCaptions() {
  const form = document.querySelector("[data-try]");
  if (!form) return;
  const field = form.querySelector("textarea");
  const language = form.querySelector("[data-language]");
  const live = new LiveReading(field, form.querySelector("[data-reading]"), () => ({ language: language.value }));
  language.addEventListener("change", () => live.now());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    live.now();
  });
  form.addEventListener("click", (event) => {
    const example = event.target.closest("[data-example]");
    if (!example) return;
    event.preventDefault();
    field.value = example.dataset.example;
    live.now();
    field.focus();
  });
  // The browser may have kept what was typed before the page was loaded again.
  if (field.value !== field.defaultValue) live.now();
}

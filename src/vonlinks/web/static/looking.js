// The page of one photo: correct its caption, copy the sentence to print.
import { Correcting } from "./correcting.js";
import { say } from "./message.js";
import { light } from "./photo.js";
import { act, page } from "./server.js";

const desk = () => document.querySelector(".desk[data-photo]:not([data-review])");
let correcting = null;

export function look() {
  if (!desk()) return;
  start();
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "e" || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea")) return;
    event.preventDefault();
    correcting.open();
  });
}

function start() {
  correcting = new Correcting(desk(), async (outcome) => {
    await again();
    // What was taken over from somebody else is not this editor's to undo.
    say(outcome.message, { action: outcome.decided ? ["undo", undo] : null });
  });
  const composed = desk().querySelector("[data-composed]");
  composed?.querySelector("[data-copy]").addEventListener("click", () => copy(composed));
}

async function again() {
  const fresh = await page(location.pathname);
  document.querySelector("#page").replaceWith(fresh.part);
  light(document);
  start();
  document.querySelector("main").focus({ preventScroll: true });
}

async function undo() {
  try {
    const outcome = await act("/api/undo", { n: 1 });
    await again();
    say(outcome.message);
  } catch (failure) {
    say(failure.message, { bad: true });
  }
}

async function copy(composed) {
  const style = composed.querySelector("input:checked").value;
  const text = composed.querySelector(`[data-style="${style}"]`);
  try {
    await navigator.clipboard.writeText(text.textContent);
    say("copied");
  } catch {
    // Without leave to write to the clipboard the sentence is at least chosen, so that one key copies it.
    getSelection().selectAllChildren(text);
    say("chosen; copy it with Ctrl C");
  }
}

// The people's list narrows while one types; without this, Enter asks the server for the same.
import { fold } from "./words.js";

export function narrow() {
  const field = document.querySelector("[data-narrow]");
  const list = document.querySelector("[data-people]");
  if (!field || !list) return;
  field.addEventListener("input", () => {
    const wanted = fold(field.value);
    for (const person of list.children) person.hidden = !fold(person.dataset.name).includes(wanted);
  });
}

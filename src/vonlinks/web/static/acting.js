// Acts of pages that are shown afresh after each: one at a time, with a sentence on what became of it, and undo.
import { say } from "./message.js";
import { act, page } from "./server.js";

let busy = false;

// A failure becomes a sentence and leaves the page as it was.
export async function guarded(deed) {
  if (busy) return;
  busy = true;
  try {
    await deed();
  } catch (failure) {
    say(failure.message, { bad: true });
  } finally {
    busy = false;
  }
}

// Put a page in the place of this one, under its own address.
export async function show(address, start) {
  const ready = await page(address);
  document.querySelector("#page").replaceWith(ready.part);
  document.title = ready.title;
  history.replaceState(null, "", address);
  start();
}

// Take the last act back, with U as well; `after` shows what is then.
export function undoing(after) {
  const undo = () =>
    guarded(async () => {
      const outcome = await act("/api/undo", { n: 1 });
      await after();
      say(outcome.message);
    });
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea") || event.altKey) return;
    const key = event.ctrlKey || event.metaKey ? "z" : "u";
    if (event.key.toLowerCase() !== key) return;
    event.preventDefault();
    undo();
  });
  return { action: ["U undoes", undo] };
}

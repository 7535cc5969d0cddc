// Groups of faces without a name: a name and Enter confirm all faces of a group, but for those that were left out.
import { PersonField } from "./choosing.js";
import { say } from "./message.js";
import { act, page } from "./server.js";

let busy = false;

export function unnamed() {
  if (!document.querySelector("[data-groups]")) return;
  start();
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea") || event.altKey) return;
    const command = event.ctrlKey || event.metaKey ? "z" : "u";
    if (event.key.toLowerCase() !== command) return;
    event.preventDefault();
    undo();
  });
}

function start() {
  for (const group of document.querySelectorAll("[data-group]")) live(group);
}

function live(group) {
  const form = group.querySelector("[data-whose]");
  const chips = [...group.querySelectorAll("[data-person]")];
  const names = new PersonField(form, {
    near: () => chips.map((chip) => [chip.dataset.person, "suggested"]),
    take: (person) => name(group, person),
    leave: () => names.field.blur(),
  });
  const open = (shown) => {
    names.list.hidden = !shown;
    names.field.setAttribute("aria-expanded", String(shown));
    if (shown) names.offer();
    else names.close();
  };
  names.field.addEventListener("focus", () => open(true));
  names.field.addEventListener("blur", () => open(false));
  group.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-person]");
    const face = event.target.closest(".face");
    if (chip && !names.list.contains(chip)) name(group, chip.dataset.person);
    if (!face) return;
    face.setAttribute("aria-pressed", String(face.getAttribute("aria-pressed") !== "true"));
    const count = chosen(group).length;
    names.field.placeholder = count === 1 ? "Whose face is this?" : `Whose ${count} faces are these?`;
  });
}

const chosen = (group) => [...group.querySelectorAll('.face[aria-pressed="true"]')].map((face) => face.dataset.face);

// One act at a time; a failure becomes a sentence and leaves the page as it was.
async function guarded(deed) {
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

function name(group, person) {
  return guarded(async () => {
    const outcome = await act("/api/unnamed/name", { faces: chosen(group), person });
    const next = group.nextElementSibling?.dataset.group ?? group.previousElementSibling?.dataset.group;
    await refresh(next);
    say(outcome.message, outcome.decided ? { action: ["U undoes", undo] } : {});
  });
}

function undo() {
  return guarded(async () => {
    const outcome = await act("/api/undo", { n: 1 });
    await refresh();
    say(outcome.message);
  });
}

// What was named may make other groups smaller, so all are shown afresh; the eye goes on to the next.
async function refresh(next) {
  const { part } = await page(location.pathname + location.search);
  document.querySelector("#page").replaceWith(part);
  start();
  const following = next && document.querySelector(`[data-group="${CSS.escape(next)}"] input`);
  (following || document.querySelector("main")).focus({ preventScroll: !following });
}

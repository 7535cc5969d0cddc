// Groups of faces without a name: a name and Enter confirm all faces of a group, but for those that were left out.
import { guarded, show, undoing } from "./acting.js";
import { PersonField } from "./choosing.js";
import { say } from "./message.js";
import { act } from "./server.js";

let undoable = {};

export function unnamed() {
  if (!document.querySelector("[data-groups]")) return;
  start();
  undoable = undoing(() => refresh());
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
  names.openWhileFocused();
  group.addEventListener("click", (event) => {
    const chip = event.target.closest(".chip[data-person]");
    const face = event.target.closest(".face");
    if (chip) name(group, chip.dataset.person);
    if (!face) return;
    face.setAttribute("aria-pressed", String(face.getAttribute("aria-pressed") !== "true"));
    const count = chosen(group).length;
    names.field.placeholder = count === 1 ? "Whose face is this?" : `Whose ${count} faces are these?`;
  });
}

const chosen = (group) => [...group.querySelectorAll('.face[aria-pressed="true"]')].map((face) => face.dataset.face);

function name(group, person) {
  return guarded(async () => {
    const outcome = await act("/api/unnamed/name", { faces: chosen(group), person });
    await refresh(group.nextElementSibling?.dataset.group ?? group.previousElementSibling?.dataset.group);
    say(outcome.message, outcome.decided ? undoable : {});
  });
}

// What was named may make other groups smaller, so all are shown afresh; the eye goes on to the next.
async function refresh(next) {
  await show(location.pathname + location.search, start);
  const following = next && document.querySelector(`[data-group="${CSS.escape(next)}"] input`);
  (following || document.querySelector("main")).focus({ preventScroll: !following });
}

// The page of a person: another name, other names, notes, and who is the same person.
import { guarded, show, undoing } from "./acting.js";
import { PersonField } from "./choosing.js";
import { say } from "./message.js";
import { act } from "./server.js";

let undoable = {};

const record = () => document.querySelector("[data-record]");
const home = (person) => `/people/${encodeURIComponent(person)}`;

export function persons() {
  if (!record()) return;
  // Whoever was renamed or merged may not be found under the present address once that is taken back.
  const before = [location.pathname];
  undoable = undoing(async () => {
    if (before.length > 1) before.pop();
    await show(before.at(-1), () => start(before));
  });
  start(before);
}

function start(before) {
  if (!record()) return;
  const { name } = record().dataset;
  const change = (deed, asked) =>
    guarded(async () => {
      const outcome = await act(`/api/persons/${deed}`, { name, ...asked });
      if (outcome.decided) before.push(home(outcome.person));
      await show(home(outcome.person), () => start(before));
      say(outcome.message, outcome.decided ? undoable : {});
    });
  // The name of this page stays.
  const merge = (other) => change("merge", { name: other, into: name });
  for (const form of record().querySelectorAll("form[data-deed]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      change(form.dataset.deed, asked(form));
    });
  }
  record().addEventListener("click", (event) => {
    const { same, drop } = event.target.closest("[data-same], [data-drop]")?.dataset ?? {};
    if (same) merge(same);
    if (drop) change("edit", { drop: [drop] });
  });
  const others = new PersonField(record().querySelector("[data-merging]"), {
    near: () => [...record().querySelectorAll("[data-same]")].map((one) => [one.dataset.same, "looks alike"]),
    take: merge,
    leave: () => others.field.blur(),
    onlyKnown: true,
  });
  others.openWhileFocused();
}

// The fields of a form by their names; `aliases` takes several.
function asked(form) {
  const told = Object.fromEntries(new FormData(form));
  return "aliases" in told ? { ...told, aliases: [told.aliases] } : told;
}

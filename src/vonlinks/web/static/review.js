// The review queue: Enter, Enter, Enter.
import { guarded } from "./acting.js";
import { Correcting } from "./correcting.js";
import { say } from "./message.js";
import { Naming } from "./naming.js";
import { choose, light, stepFace } from "./photo.js";
import { act, page } from "./server.js";

const MOST_RECENT = 4;
const recent = [];
const numbers = new Map();
let most = 0;
let naming = null;
let correcting = null;
let ahead = null;

const desk = () => document.querySelector("[data-review]");
const find = (selector) => desk()?.querySelector(selector);
const chosen = () => find(`.face[data-face="${CSS.escape(desk().dataset.chosen ?? "")}"]`);

export function review() {
  if (!desk()) return;
  start();
  document.addEventListener("keydown", onKey);
  window.addEventListener("popstate", () => guarded(() => show(location.pathname, { remember: false })));
}

// ---- showing -------------------------------------------------------------------------------------------------

function start() {
  const now = desk();
  naming = find("[data-naming]") ? new Naming(now, take) : null;
  correcting = find("[data-captioned]") ? new Correcting(now, corrected) : null;
  now.addEventListener("click", onClick);
  now.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", event.target.dataset.person ?? ""));
  for (const type of ["dragover", "dragleave", "drop"]) now.addEventListener(type, onDrag);
  showPlace();
  prepare(now.dataset.next);
  // So that the first Tab reaches the first face.
  if (document.activeElement === document.body) document.querySelector("main").focus({ preventScroll: true });
}

// Counted from when this sitting began, so that the number grows by one with each photo, decided or skipped, though
// each decision may bring other photos forward in the queue.
function showPlace() {
  const { photo, place, waiting } = desk().dataset;
  if (!waiting) return;
  most = Math.max(most, Number(waiting));
  if (!place) return;
  if (!numbers.has(photo)) numbers.set(photo, numbers.size ? Math.max(...numbers.values()) + 1 : Number(place));
  find("[data-position]").textContent = `${((numbers.get(photo) - 1) % most) + 1} of ${most}`;
}

function showRecent() {
  const list = find("[data-recent]");
  list?.replaceChildren(...recent.map(({ photo, words, undone }) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    const picture = new Image();
    const text = document.createElement("span");
    link.href = `/review/${photo}`;
    picture.src = `/photos/${photo}/thumbnail`;
    picture.alt = "";
    text.textContent = words;
    text.classList.toggle("undone", undone);
    link.append(picture, text);
    line.append(link);
    return line;
  }));
}

// The next photo waits, loaded, for Enter.
function prepare(next) {
  if (ahead?.photo === next) return;
  ahead = null;
  if (next) page(`/review/${next}`).then((ready) => (ahead = { photo: next, ...ready })).catch(() => {});
}

function put({ part, title }) {
  const before = document.querySelector("#page");
  // A picture that is on the screen already stays there, so that nothing flickers.
  const shown = new Map([...before.querySelectorAll("main img")].map((picture) => [picture.src, picture]));
  for (const picture of part.querySelectorAll("main img")) {
    const same = shown.get(picture.src);
    if (same) picture.replaceWith(same);
  }
  before.replaceWith(part);
  document.title = title;
  light(document);
  showPlace();
  showRecent();
}

async function show(address, { remember = true, face = null } = {}) {
  const ready = await page(address);
  put(ready);
  if (remember && ready.address !== location.pathname) history.pushState(null, "", ready.address);
  start();
  const again = face && find(`.face[data-face="${CSS.escape(face)}"]`);
  (again || document.querySelector("main")).focus({ preventScroll: !again });
}

const undoable = { action: ["U undoes", () => undo()] };

// ---- deciding ------------------------------------------------------------------------------------------------

function note(photo, words) {
  recent.unshift({ photo, words, undone: false });
  recent.length = Math.min(recent.length, MOST_RECENT);
}

const here = () => `/api/photos/${desk().dataset.photo}`;

// What the button counts, so that Enter never confirms a name that came up after the editor looked.
function strongNames() {
  const strong = [...desk().querySelectorAll('.face[data-state="strong"]')];
  return Object.fromEntries(strong.map((face) => [face.dataset.face, face.dataset.name]));
}

// The next picture stands before the decision is stored; what is suggested for it comes after, for each confirmation
// may change that. Until then nothing else is accepted, so nobody confirms what was never on the screen.
function confirmAll() {
  return guarded(async () => {
    const { photo, strong, next } = desk().dataset;
    if (!Number(strong)) return leave();
    const stored = act(`${here()}/confirm`, { everything: true, shown: strongNames() });
    if (ahead?.photo === next) put(ahead);
    document.querySelector("#page").ariaBusy = "true";
    try {
      const outcome = await stored;
      note(photo, outcome.message);
      say(outcome.message, undoable);
    } catch (failure) {
      await show(`/review/${photo}`).catch(() => {});
      throw failure;
    }
    await goOn(next);
  });
}

const leave = () => goOn(desk().dataset.next);

function goOn(next) {
  ahead = null;
  return show(next ? `/review/${next}` : "/review", { face: desk().dataset.chosen });
}

async function decide(deed, asked, face) {
  const { photo } = desk().dataset;
  const outcome = await act(`${here()}/${deed}`, asked);
  note(photo, outcome.message);
  say(outcome.message, undoable);
  await show(`/review/${photo}`, { face });
}

// After a correction the photo is named anew, so it is shown anew.
async function corrected(outcome) {
  const { photo } = desk().dataset;
  if (outcome.decided) note(photo, outcome.message);
  say(outcome.message, outcome.decided ? undoable : {});
  await show(`/review/${photo}`, { face: desk().dataset.chosen });
}

function take(person, face) {
  return guarded(() => decide("confirm", { face, person }, following(face)));
}

// After a name is taken the eye goes on to the next face that nobody decided.
function following(face) {
  const faces = [...desk().querySelectorAll(".face")];
  const at = faces.findIndex((one) => one.dataset.face === face);
  const rest = [...faces.slice(at + 1), ...faces.slice(0, at)];
  return rest.find((one) => ["unknown", "unsure"].includes(one.dataset.state))?.dataset.face ?? face;
}

function reject() {
  const face = chosen();
  if (!face?.dataset.name || face.dataset.state === "confirmed") {
    return say(face ? "There is no suggestion to refuse here." : "Choose a face first, with ← or →.");
  }
  return guarded(() => decide("reject", { face: face.dataset.face, person: face.dataset.name }, face.dataset.face));
}

function undo() {
  return guarded(async () => {
    const outcome = await act("/api/undo", { n: 1 });
    say(outcome.message);
    const photo = outcome.photos[0]?.id;
    const undone = recent.find((entry) => entry.photo === photo && !entry.undone);
    if (undone) undone.undone = true;
    if (!photo) return;
    await show(`/review/${photo}`, { face: desk().dataset.photo === photo ? desk().dataset.chosen : null });
  });
}

const skip = () => guarded(async () => {
  if (!desk().dataset.next) return say("This is the only photo that waits.");
  await leave();
});

// ---- keys and pointer ----------------------------------------------------------------------------------------

function help(open) {
  const keys = find("#keys");
  if (!keys) return;
  keys.hidden = !(open ?? keys.hidden);
  find("[data-help]").setAttribute("aria-expanded", String(!keys.hidden));
}

function openNaming(text = "") {
  if (!naming) return;
  if (!chosen()) stepFace(desk(), 1);
  const face = chosen();
  if (face) naming.open(face, text);
}

function escape() {
  if (!find("#keys")?.hidden) return help(false);
  choose(desk(), null);
  document.querySelector("main").focus();
}

const COMMANDS = { e: () => correcting?.open(), s: skip, u: undo };
const KEYS = {
  Delete: reject,
  Backspace: reject,
  "?": () => help(),
  Escape: escape,
};

function onKey(event) {
  if (!desk() || event.defaultPrevented || event.isComposing || event.target.closest("input, textarea")) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "z") return run(event, undo);
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const onControl = event.target.closest("a, button:not(.face):not([data-enter])");
  if (event.key === "Enter") {
    if (onControl) return;
    return run(event, () => event.repeat || confirmAll());
  }
  if (event.key === " ") return onControl ? undefined : run(event, () => openNaming());
  if (KEYS[event.key]) return run(event, KEYS[event.key]);
  const command = !event.shiftKey && COMMANDS[event.key.toLowerCase()];
  if (command) return run(event, command);
  if (/^\p{L}$/u.test(event.key)) return run(event, () => openNaming(event.key));
}

function run(event, deed) {
  event.preventDefault();
  deed();
}

function onClick(event) {
  const on = (selector) => event.target.closest(selector);
  if (on("[data-enter]")) return confirmAll();
  if (on("[data-skip]")) return skip();
  if (on("[data-undo]")) return undo();
  if (on("[data-help]")) return help();
  if (on("[data-reject]")) return reject();
  if (on("[data-open]")) return openNaming();
  const face = desk().dataset.chosen;
  if (on("[data-take]")) return take(on("[data-take]").dataset.take, on(".why").dataset.face);
  if (on("[data-person]")) return face ? take(on("[data-person]").dataset.person, face) : say("Choose a face first, with ← or →.");
  if (on(".recent a")) {
    event.preventDefault();
    return guarded(() => show(new URL(on(".recent a").href).pathname));
  }
}

function onDrag(event) {
  const face = event.target.closest(".face, .box");
  for (const target of desk().querySelectorAll(".target")) target.classList.remove("target");
  if (!face || event.type === "dragleave") return;
  event.preventDefault();
  if (event.type === "dragover") return face.classList.add("target");
  const person = event.dataTransfer.getData("text/plain");
  if (person) take(person, face.dataset.face);
}

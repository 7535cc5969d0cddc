// A name and its face light up together, and the drawing's letters stay one size whatever the picture's.

const parts = (scope, face) => scope.querySelectorAll(`[data-face="${CSS.escape(face)}"]`);

// Light one face everywhere, or with null none.
export function lightFace(scope, face) {
  for (const lit of scope.querySelectorAll(".lit")) lit.classList.remove("lit");
  if (face) for (const part of parts(scope, face)) part.classList.add("lit");
}

function fitDrawing(stage) {
  const drawing = stage.querySelector("svg");
  const box = drawing.viewBox.baseVal;
  const fit = () => {
    const shown = drawing.getBoundingClientRect();
    const scale = Math.min(shown.width / box.width, shown.height / box.height);
    if (!scale) return;
    drawing.style.setProperty("--u", `${1 / scale}px`);
    unclutter(drawing);
  };
  new ResizeObserver(fit).observe(stage);
  fit();
}

// A name that would lie on another name or on somebody's face waits until its own face is lit.
function unclutter(drawing) {
  const boxes = [...drawing.querySelectorAll(".box")];
  const faces = new Map(boxes.map((box) => [box, inner(box.querySelector(".line").getBoundingClientRect())]));
  const placed = [];
  for (const box of boxes) {
    const name = box.querySelector(".name");
    if (!name) continue;
    const at = name.getBoundingClientRect();
    const crowded = placed.some((other) => meet(at, other)) || boxes.some((other) => other !== box && meet(at, faces.get(other)));
    box.classList.toggle("crowded", crowded);
    if (!crowded) placed.push(at);
  }
}

const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

// The middle of a face: hair and chin may be touched.
function inner({ left, right, top, bottom }) {
  const [wide, high] = [(right - left) / 5, (bottom - top) / 5];
  return { left: left + wide, right: right - wide, top: top + high, bottom: bottom - high };
}

// Make everything under `scope` live. The face that was chosen stays lit when the pointer leaves.
export function light(scope) {
  const stage = scope.querySelector("[data-stage]");
  if (!stage) return;
  const desk = scope.querySelector(".desk") ?? scope;
  fitDrawing(stage);
  const faceOf = (event) => event.target.closest?.("[data-face]:not(.why)")?.dataset.face;
  desk.addEventListener("pointerover", (event) => {
    const face = faceOf(event);
    if (face) lightFace(desk, face);
  });
  desk.addEventListener("pointerout", (event) => {
    if (faceOf(event)) lightFace(desk, desk.dataset.chosen);
  });
  desk.addEventListener("focusin", (event) => {
    const face = faceOf(event);
    if (face) choose(desk, face);
  });
  desk.addEventListener("click", (event) => {
    const face = faceOf(event);
    if (!face) return;
    if (event.target.closest("a.mention")) event.preventDefault();
    choose(desk, face);
    if (event.target.closest(".box")) desk.querySelector(`.face[data-face="${CSS.escape(face)}"]`).focus();
  });
  const asked = location.hash.startsWith("#why-") && location.hash.slice(5);
  if (asked && desk.querySelector(`.face[data-face="${CSS.escape(asked)}"]`)) choose(desk, asked);
}

// The face that keys act on.
export function choose(desk, face) {
  if (face) desk.dataset.chosen = face;
  else delete desk.dataset.chosen;
  lightFace(desk, face);
}

export function stepFace(desk, step) {
  const faces = [...desk.querySelectorAll(".face[data-face]")];
  if (!faces.length) return;
  const at = faces.findIndex((face) => face.dataset.face === desk.dataset.chosen);
  const next = at < 0 ? (step > 0 ? 0 : faces.length - 1) : (at + step + faces.length) % faces.length;
  faces[next].focus();
  faces[next].scrollIntoView({ block: "nearest", inline: "nearest" });
}

// The field in which an editor names a face: names of this caption first, then everybody whom the library knows.
import { known } from "./server.js";
import { begins } from "./words.js";

const MOST = 8;
// Milliseconds without a key before everybody is asked for: between two keys of a fast typist.
const PAUSE = 90;

export class Naming {
  // `take(person, face id)` is called when a name is chosen.
  constructor(desk, take) {
    this.desk = desk;
    this.take = take;
    this.form = desk.querySelector("[data-naming]");
    this.field = this.form.querySelector("input");
    this.list = this.form.querySelector("[role=listbox]");
    this.asked = 0;
    this.field.addEventListener("input", () => this.offer());
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("focusout", (event) => {
      if (!this.form.contains(event.relatedTarget)) this.close();
    });
    // Pressing must not take the focus from the field, for that would close it before the click.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option.dataset.person);
    });
  }

  open(face, text = "") {
    this.face = face;
    this.form.querySelector("[data-number]").textContent = face.querySelector(".crop b").textContent;
    this.form.hidden = false;
    const work = this.form.offsetParent?.getBoundingClientRect();
    const at = face.getBoundingClientRect();
    if (work) {
      const left = at.left + at.width / 2 - work.left - this.form.offsetWidth / 2;
      this.form.style.left = `${Math.max(8, Math.min(left, work.width - this.form.offsetWidth - 8))}px`;
      this.form.style.bottom = `${work.bottom - at.top + 8}px`;
    }
    this.field.value = text;
    this.field.focus();
    this.offer();
  }

  close() {
    this.asked += 1;
    this.form.hidden = true;
  }

  leave() {
    const { face } = this;
    this.close();
    face.focus();
  }

  // What is suggested for this face, then names of the caption that have no face yet, then all others of the photo.
  ofThisPhoto() {
    const own = `.why[data-face="${CSS.escape(this.face.dataset.face)}"] [data-take]`;
    const suggested = [...this.desk.querySelectorAll(own)].map((button) => button.dataset.take);
    const waiting = [...this.desk.querySelectorAll("[data-person]")].map((chip) => chip.dataset.person);
    const named = [...this.desk.querySelectorAll(".mention")].map((mention) => mention.dataset.name);
    const others = [...this.desk.querySelectorAll(".face")].map((face) => face.dataset.name);
    const best = this.face.dataset.name;
    return [...new Set([best, ...suggested, ...waiting, ...named, ...others].filter(Boolean))];
  }

  async offer() {
    const text = this.field.value.trim();
    const turn = (this.asked += 1);
    const near = this.ofThisPhoto().filter((name) => !text || begins(name, text));
    this.show(near.map((name) => [name, "in this photo"]), text);
    if (!text) return;
    await new Promise((done) => setTimeout(done, PAUSE));
    if (turn !== this.asked) return;
    const everybody = await known(text).catch(() => []);
    if (turn !== this.asked) return;
    const rest = everybody.filter((name) => !near.includes(name));
    this.show([...near.map((name) => [name, "in this photo"]), ...rest.map((name) => [name, "known"])], text);
  }

  show(found, text) {
    const names = found.slice(0, MOST);
    if (text && !names.some(([name]) => name.toLowerCase() === text.toLowerCase())) names.push([text, "new, as written"]);
    this.list.replaceChildren(...names.map(([name, from], index) => option(name, from, index)));
    this.mark(0);
  }

  mark(index) {
    const options = [...this.list.children];
    this.at = options.length ? (index + options.length) % options.length : -1;
    options.forEach((one, place) => one.setAttribute("aria-selected", String(place === this.at)));
    const marked = options[this.at];
    if (marked) this.field.setAttribute("aria-activedescendant", marked.id);
    else this.field.removeAttribute("aria-activedescendant");
    marked?.scrollIntoView({ block: "nearest" });
  }

  choose(person) {
    const face = this.face.dataset.face;
    this.leave();
    this.take(person, face);
  }

  onKey(event) {
    if (event.isComposing) return;
    const marked = this.list.children[this.at];
    const deed = {
      Enter: () => (marked ? this.choose(marked.dataset.person) : this.leave()),
      Escape: () => this.leave(),
      ArrowDown: () => this.mark(this.at + 1),
      ArrowUp: () => this.mark(this.at - 1),
    }[event.key];
    if (!deed) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  }
}

function option(name, from, index) {
  const line = document.createElement("li");
  const note = document.createElement("span");
  line.id = `found-${index}`;
  line.role = "option";
  line.dataset.person = name;
  note.className = "quiet";
  note.textContent = from;
  line.append(name, note);
  return line;
}

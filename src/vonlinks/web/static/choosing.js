// A field in which a person is chosen: some names first, then everybody whom the library knows, then a new name.
import { known } from "./server.js";
import { begins } from "./words.js";

const MOST = 8;
// Milliseconds without a key before everybody is asked for: between two keys of a fast typist.
const PAUSE = 90;

export class PersonField {
  // `near()` gives [name, where from] pairs that are offered first, the best one at the top; `take(name)` is called when
  // one is chosen, `leave()` when none is; with `onlyKnown` nobody new can be written.
  constructor(form, { near, take, leave, onlyKnown = false }) {
    this.field = form.querySelector("input");
    this.list = form.querySelector("[role=listbox]");
    this.near = near;
    this.take = take;
    this.leave = leave;
    this.onlyKnown = onlyKnown;
    this.turn = 0;
    this.field.addEventListener("input", () => this.offer());
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    form.addEventListener("submit", (event) => event.preventDefault());
    // Pressing must not take the focus from the field, for that would close it before the click.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take(option.dataset.person);
    });
  }

  // The list stands below the field as long as that has the focus.
  openWhileFocused() {
    const open = (shown) => {
      this.list.hidden = !shown;
      this.field.setAttribute("aria-expanded", String(shown));
      if (shown) this.offer();
      else this.close();
    };
    this.field.addEventListener("focus", () => open(true));
    this.field.addEventListener("blur", () => open(false));
  }

  // Nothing that is still on its way is shown.
  close() {
    this.turn += 1;
  }

  async offer() {
    const text = this.field.value.trim();
    const turn = (this.turn += 1);
    const near = this.near().filter(([name]) => !text || begins(name, text));
    this.show(near, text);
    if (!text) return;
    await new Promise((done) => setTimeout(done, PAUSE));
    if (turn !== this.turn) return;
    const everybody = await known(text).catch(() => []);
    if (turn !== this.turn) return;
    const rest = everybody.filter((name) => !near.some(([one]) => one === name));
    this.show([...near, ...rest.map((name) => [name, "known"])], text);
  }

  show(found, text) {
    const names = found.slice(0, MOST);
    if (text && !this.onlyKnown && !names.some(([name]) => name.toLowerCase() === text.toLowerCase())) names.push([text, "new, as written"]);
    this.list.replaceChildren(...names.map(([name, from], index) => option(name, from, `${this.list.id}-${index}`)));
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

  onKey(event) {
    if (event.isComposing) return;
    const marked = this.list.children[this.at];
    const deed = {
      Enter: () => (marked ? this.take(marked.dataset.person) : this.leave()),
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

function option(name, from, id) {
  const line = document.createElement("li");
  const note = document.createElement("span");
  line.id = id;
  line.role = "option";
  line.dataset.person = name;
  note.className = "quiet";
  note.textContent = from;
  line.append(name, note);
  return line;
}

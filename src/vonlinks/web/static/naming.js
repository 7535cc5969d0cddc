// The field in which an editor names a face: names of this caption first, then everybody whom the library knows.
import { PersonField } from "./choosing.js";

export class Naming {
  // `take(person, face id)` is called when a name is chosen.
  constructor(desk, take) {
    this.desk = desk;
    this.form = desk.querySelector("[data-naming]");
    this.names = new PersonField(this.form, {
      near: () => this.ofThisPhoto().map((name) => [name, "in this photo"]),
      take: (person) => {
        const face = this.face.dataset.face;
        this.leave();
        take(person, face);
      },
      leave: () => this.leave(),
    });
    this.form.addEventListener("focusout", (event) => {
      if (!this.form.contains(event.relatedTarget)) this.close();
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
    this.names.field.value = text;
    this.names.field.focus();
    this.names.offer();
  }

  close() {
    this.names.close();
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
}

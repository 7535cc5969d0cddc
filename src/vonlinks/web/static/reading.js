// A caption is read while it is written: the server reads, this only asks at the right moments.
import { act } from "./server.js";

// Milliseconds without a key before the caption is read again: between two words, not between two letters.
const PAUSE = 150;

export class LiveReading {
  // `more()` is what is asked besides the text.
  constructor(field, place, more = () => ({})) {
    Object.assign(this, { field, place, more, turn: 0, waiting: 0 });
    field.addEventListener("input", () => this.soon());
  }

  soon() {
    fit(this.field);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.now(), PAUSE);
  }

  async now() {
    fit(this.field);
    clearTimeout(this.waiting);
    const turn = (this.turn += 1);
    this.place.ariaBusy = "true";
    try {
      const told = await act("/api/reading", { text: this.field.value, ...this.more() });
      if (turn === this.turn) this.place.innerHTML = told.html;
    } catch (failure) {
      if (turn === this.turn) this.place.textContent = failure.message;
    } finally {
      if (turn === this.turn) this.place.ariaBusy = "false";
    }
  }
}

// As high as its text, where the browser does not see to it by itself.
function fit(field) {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}

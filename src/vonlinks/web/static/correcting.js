// An editor corrects the caption of a photo. What was typed outlives leaving the page; Escape leaves all as it was.
import { say } from "./message.js";
import { LiveReading } from "./reading.js";
import { act, state } from "./server.js";

const key = (photo) => `caption:${photo}`;

export class Correcting {
  // `saved(outcome)` is called when the caption was stored.
  constructor(desk, saved) {
    this.part = desk.querySelector("[data-captioned]");
    this.photo = this.part.dataset.photo;
    this.version = this.part.dataset.version;
    this.saved = saved;
    this.form = this.part.querySelector("[data-correcting]");
    this.field = this.form.querySelector("textarea");
    this.before = this.field.defaultValue;
    this.live = new LiveReading(this.field, this.form.querySelector("[data-reading]"), () => ({ photo: this.photo }));
    this.part.querySelector("[data-correct]").addEventListener("click", () => this.open());
    this.form.querySelector("[data-leave]").addEventListener("click", () => this.leave());
    this.form.querySelector("[data-take-theirs]").addEventListener("click", () => this.takeTheirs());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.form.addEventListener("keydown", (event) => this.onKey(event));
    this.field.addEventListener("input", () => this.keep());
    const draft = this.draft();
    if (draft) this.open(draft, { focus: false });
  }

  draft() {
    return JSON.parse(sessionStorage.getItem(key(this.photo)) ?? "null");
  }

  keep() {
    if (this.field.value === this.before) sessionStorage.removeItem(key(this.photo));
    else sessionStorage.setItem(key(this.photo), JSON.stringify({ text: this.field.value, version: this.version }));
  }

  open({ text = this.before, version = this.part.dataset.version } = {}, { focus = true } = {}) {
    if (!this.form.hidden) return this.field.focus();
    this.from = document.activeElement;
    this.show(true);
    this.field.value = text;
    this.version = version;
    this.keep();
    this.live.now();
    if (version !== this.part.dataset.version) this.meet(this.part.dataset.version, this.before);
    if (!focus) return;
    this.field.focus();
    this.field.setSelectionRange(text.length, text.length);
    this.part.scrollIntoView({ block: "nearest" });
  }

  show(correcting) {
    this.form.hidden = !correcting;
    this.part.querySelector("[data-as-it-is]").hidden = correcting;
    this.form.querySelector("[data-meanwhile]").hidden = true;
    this.form.querySelector("[data-acts]").hidden = false;
  }

  leave() {
    const draft = { text: this.field.value, version: this.version };
    const changed = draft.text !== this.before;
    sessionStorage.removeItem(key(this.photo));
    this.show(false);
    // Back to where the editor came from, so that the next key does what it did before.
    (this.from?.isConnected && this.from !== document.body ? this.from : document.querySelector("main")).focus({ preventScroll: true });
    if (changed) say("left as it was", { action: ["back to your text", () => this.open(draft)] });
  }

  async save() {
    if (this.busy) return;
    this.busy = true;
    try {
      const outcome = await act(`/api/photos/${this.photo}/caption`, { text: this.field.value, version: this.version });
      sessionStorage.removeItem(key(this.photo));
      await this.saved(outcome);
    } catch (failure) {
      say(failure.message, { bad: true });
      if (failure.stale) await this.meetState();
    } finally {
      this.busy = false;
    }
  }

  async meetState() {
    const now = await state(this.photo).catch(() => null);
    if (now) this.meet(now.version, now.text);
  }

  // Somebody else was faster: both texts are on the screen, and the next save is done knowingly.
  meet(version, theirs) {
    this.version = version;
    this.theirs = theirs;
    this.keep();
    this.form.querySelector("[data-theirs]").textContent = theirs || "no caption";
    this.form.querySelector("[data-meanwhile]").hidden = false;
    this.form.querySelector("[data-acts]").hidden = true;
    this.form.querySelector("[data-meanwhile] button").focus();
  }

  takeTheirs() {
    sessionStorage.removeItem(key(this.photo));
    this.saved({ message: "their caption stands" });
  }

  onKey(event) {
    if (event.isComposing) return;
    const deed = { Escape: () => this.leave(), Enter: () => this.save() }[event.key];
    if (!deed || (event.key === "Enter" && !event.ctrlKey && !event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  }
}

// What every page does: light faces and names together, search from the keyboard, older photos as one scrolls.
import { persons } from "./persons.js";
import { light, stepFace } from "./photo.js";
import { review } from "./review.js";
import { scroll } from "./scroll.js";
import { narrow } from "./narrow.js";
import { look } from "./looking.js";
import { tryCaptions } from "./trying.js";
import { unnamed } from "./unnamed.js";

document.documentElement.classList.add("js");
light(document);
review();
scroll();
narrow();
look();
tryCaptions();
unnamed();
persons();

const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  const desk = document.querySelector(".desk");
  if (event.key === "/") {
    event.preventDefault();
    document.querySelector("[data-search]").select();
  } else if (desk && STEPS[event.key]) {
    event.preventDefault();
    stepFace(desk, STEPS[event.key]);
  }
});

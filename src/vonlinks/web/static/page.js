// What every page does: light faces and names together, search from the keyboard, older photos as one scrolls.
import { light } from "./photo.js";
import { review } from "./review.js";
import { scroll } from "./scroll.js";
import { narrow } from "./narrow.js";

document.documentElement.classList.add("js");
light(document);
review();
scroll();
narrow();

document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, textarea");
  if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  document.querySelector("[data-search]").select();
});

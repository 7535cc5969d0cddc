// One sentence to the editor, for a moment, with one thing that can be done about it.
let fading = 0;

// `action` is [words, deed].
export function say(words, { bad = false, action = null } = {}) {
  const message = document.querySelector("[data-message]");
  message.textContent = action ? `${words} · ` : words;
  if (action) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = action[0];
    button.addEventListener("click", action[1]);
    message.append(button);
  }
  message.classList.toggle("bad", bad);
  clearTimeout(fading);
  fading = setTimeout(() => (message.textContent = ""), bad ? 12000 : 4000);
}

// Asking the server: decisions as JSON, pages as documents that are fetched ahead.

// Do one act; resolves to its outcome, rejects with a sentence for the editor.
export async function act(address, asked) {
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", "x-vonlinks": "1" },
      body: JSON.stringify(asked),
    });
  } catch {
    throw new Error("The library does not answer. Is vonlinks serve still running?");
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(told.error ?? "The library could not do this."), { stale: answer.status === 409 });
  return told;
}

// What is known of a photo now.
export async function state(photo) {
  const answer = await fetch(`/api/photos/${photo}`);
  if (!answer.ok) throw new Error("The library could not say how the photo stands.");
  return answer.json();
}

export async function known(text) {
  const answer = await fetch(`/api/people?${new URLSearchParams({ q: text })}`);
  return answer.ok ? answer.json() : [];
}

// A page: its part that changes, its title, and where a redirection led.
export async function page(address) {
  let answer;
  try {
    answer = await fetch(address);
  } catch {
    throw new Error("The library does not answer. Is vonlinks serve still running?");
  }
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  // Adopted by the document on the screen, its pictures begin to load, whether it is shown or not.
  return { address: new URL(answer.url).pathname, title: found.title, part: document.adoptNode(found.querySelector("#page")) };
}

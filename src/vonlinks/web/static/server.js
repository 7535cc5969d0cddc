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
  if (!answer.ok) throw new Error(told.error ?? "The library could not do this.");
  return told;
}

export async function known(text) {
  const answer = await fetch(`/api/people?${new URLSearchParams({ q: text })}`);
  return answer.ok ? answer.json() : [];
}

const ahead = new Map();

// A review page as a document, its pictures on their way into the cache.
export function page(address) {
  if (!ahead.has(address)) ahead.set(address, fetchPage(address));
  return ahead.get(address);
}

export function forget() {
  ahead.clear();
}

async function fetchPage(address) {
  try {
    const answer = await fetch(address);
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const picture of found.querySelectorAll("main img")) new Image().src = picture.getAttribute("src");
    return { address: new URL(answer.url).pathname, found };
  } catch {
    ahead.delete(address);
    throw new Error("The library does not answer. Is vonlinks serve still running?");
  }
}

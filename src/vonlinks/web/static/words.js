// Umlauts and accents never stand in the way: the same folding as vonlinks.domain.fold, for what is on the screen.
const LETTERS = { ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "a", œ: "o", ı: "i" };

export function fold(text) {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[ßøłđðþæœı]/g, (letter) => LETTERS[letter])
    .replace(/\p{Mn}/gu, "")
    .replace(/(?<![aeiouq])([aou])e/g, "$1")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

// Whether each word of `wanted` begins a word of `name`.
export function begins(name, wanted) {
  const words = fold(name).split(" ");
  return fold(wanted).split(" ").every((part) => words.some((word) => word.startsWith(part)));
}

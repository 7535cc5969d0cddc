"""Look for texts on which the caption reader fails: a coverage-guided run with atheris.

    uv run --group fuzz python scripts/fuzz_captions.py [--minutes 10] [--keep FOLDER]

Each input is either bytes read as UTF-8, or a row of numbers that pick words, marks and names from the invented captions
of tests/corpus, so that the run reaches deep into the grammar. For each text it is held that reading neither raises nor
takes longer than `LONGEST` seconds, that every span lies inside the text and every name stands at its span, and that reading twice gives
the same. The first text that breaks this ends the run with an error and is kept; a run that finds nothing ends with 0
and prints how many texts it tried.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["vonlinks"]):
    from vonlinks.caption import read_caption
    from vonlinks.domain import CaptionReading

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "corpus"
LANGUAGES = ("auto", "de", "en", "nl", "fr", "it", "es", "da", "sv", "no", "pl", "xx")
LONGEST = 5  # seconds for one text of at most MOST_BYTES
MOST_BYTES = 4_096
MARKS = (
    " ",
    ", ",
    ". ",
    ": ",
    "; ",
    " (",
    ") ",
    "/",
    " - ",
    " | ",
    "\n",
    "\n\n",
    "„",
    "“",
    "…",
    "©",
    "'",
    "&",
    "\u0301",
)


def invented_texts() -> list[str]:
    """The captions of all corpus files."""
    lines = (line for path in sorted(CORPUS.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    return [json.loads(line)["text"] for line in lines if line.strip()]


TEXTS = invented_texts()
PIECES = sorted({word for text in TEXTS for word in text.split()}) + list(MARKS)
KNOWN = ("Eva Muster", "Jan", "Müller", "Dr. h.c. Ada  Probe", "(l.)", "")


def text_of(data: bytes) -> str:
    """An input as a text: UTF-8 as it is, or pairs of bytes that pick pieces of captions."""
    if data[:1] < b"\x80":
        return data[1:].decode("utf-8", errors="replace")
    picked = (int.from_bytes(data[at : at + 2], "little") for at in range(1, len(data) - 1, 2))
    return " ".join(PIECES[number % len(PIECES)] for number in picked)


def check(data: bytes) -> None:
    """Read one input and hold what must be true of every reading."""
    if not data:
        return
    text = text_of(data)
    language = LANGUAGES[data[0] % len(LANGUAGES)]
    known = KNOWN[: data[0] % len(KNOWN)]
    reading = read_caption(text, language=language, known_names=known)
    hold(reading, text)
    if read_caption(text, language=language, known_names=known) != reading:
        raise AssertionError("The same text was read in two ways.")


def hold(reading: CaptionReading, text: str) -> None:
    """Every span lies inside the text and holds what it says; raises AssertionError if not."""
    spans = [mention.span for mention in reading.people] + list(reading.unread)
    if reading.credit:
        spans.append(reading.credit.span)
    outside = [span for span in spans if not 0 <= span[0] < span[1] <= len(text)]
    if outside or reading.text != text:
        raise AssertionError(f"Spans outside the text: {outside}.")
    for mention in reading.people:
        start, end = mention.span
        if text[start:end] != (mention.surface or mention.name):
            raise AssertionError(f"{mention.name!r} does not stand at its span.")


def seeds(folder: Path) -> None:
    """Write each invented caption as a first input."""
    for number, text in enumerate(TEXTS):
        (folder / f"{number}").write_bytes(b"\x00" + text.encode()[: MOST_BYTES - 1])


def main() -> None:
    """Run for the minutes asked for; does not return (libFuzzer ends the process)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--keep", type=Path, help="folder for the inputs found (default: a temporary one)")
    args = parser.parse_args()
    folder = args.keep or Path(tempfile.mkdtemp(prefix="vonlinks-fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    seeds(folder)
    options = [
        f"-max_total_time={round(args.minutes * 60)}",
        f"-timeout={LONGEST}",
        f"-max_len={MOST_BYTES}",
        f"-artifact_prefix={folder}/failed-",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(folder)], check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

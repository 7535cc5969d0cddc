"""What a credit line says: its photographer, agency, holder and year, from its parts."""

from collections.abc import Sequence
from itertools import pairwise

from vonlinks.caption.credit_parts import YEAR, Part
from vonlinks.caption.credit_words import CreditWords
from vonlinks.caption.tokens import Flag, Token

__all__ = ["agency_of", "bodies_of", "people_of", "signed_holder", "year_of"]


def people_of(text: str, tokens: Sequence[Token], parts: Sequence[Part], known: CreditWords) -> str | None:
    """The photographer, or several in a row as written; None if the line names no person."""
    people = [k for k, p in enumerate(parts) if p.kind == "person"]
    if not people:
        return None
    runs = [[people[0]]]
    for before, k in pairwise(people):
        if k == before + 1:
            runs[-1].append(k)
        elif all(p.kind in {"licence", "noise"} for p in parts[before + 1 : k]):
            runs.append([k])  # "Jo Doe (3), Ann Roe (1)", "Jo Doe, left, and Ann Roe"
        else:
            break
    for run in runs:
        while len(run) > 1 and _same(tokens, parts[run[-1]], parts[run[-2]]):
            run.pop()  # "APA/JO DOE (JO DOE)"
    named = [Part(parts[run[0]].first, parts[run[-1]].stop, "person", "") for run in runs]
    texts = [_text_of(text, tokens, part, known) for part in named]
    joined = texts[0]
    for part, more in zip(named[1:], texts[1:], strict=True):
        joined += f" {more}" if tokens[part.first].flags & Flag.CONNECTOR else f", {more}"
    return joined


def _same(tokens: Sequence[Token], one: Part, two: Part) -> bool:
    return [t.key for t in tokens[one.first : one.stop]] == [t.key for t in tokens[two.first : two.stop]]


def _text_of(text: str, tokens: Sequence[Token], part: Part, known: CreditWords) -> str:
    """A part as written, white space made one blank."""
    last = tokens[part.stop - 1]
    value = text[tokens[part.first].start : last.end].strip(" .,;:")
    if last.dotted and (last.key in known.tails or len(last.key) == 1):
        value += "."
    if part.kind == "body":
        value = value.removesuffix("-Pool").removesuffix("-POOL")
    return " ".join(value.split())


def bodies_of(text: str, tokens: Sequence[Token], parts: Sequence[Part], known: CreditWords) -> str | None:
    """The body that holds the rights, several in a row as written ("NASA/JPL"); else the word for a private holder."""
    first = next((k for k, p in enumerate(parts) if p.kind == "body"), None)
    if first is None:
        private = next((p for p in parts if p.kind == "private"), None)
        return _text_of(text, tokens, private, known) if private else None
    last = first
    behind = parts[first + 1] if first + 1 < len(parts) else None
    if behind is not None and behind is parts[-1] and behind.kind == "private" and behind.before == "/":
        return _text_of(text, tokens, Part(parts[first].first, behind.stop, "body", ""), known)  # "Stadt Muster/pr"
    alone = all(p.kind != "person" for p in parts)
    joints = {"/", ","} if alone else {"/"}
    while last + 1 < len(parts) and parts[last + 1].kind == "body" and parts[last + 1].before in joints:
        last += 1
    return _text_of(text, tokens, Part(parts[first].first, parts[last].stop, "body", ""), known)


def agency_of(text: str, tokens: Sequence[Token], parts: Sequence[Part], known: CreditWords) -> str | None:
    """The agencies as written, a chain kept together; words that name no agency ("Photo", "Pool") left out."""
    chain: list[Part] = []
    broken = False
    for part in parts:
        if part.kind == "agency":
            chain.append(part)
        elif chain and part.kind == "noise":
            broken = True
        elif chain:
            break
    if not chain:
        return None
    between = [tokens[k] for a, b in pairwise(chain) for k in range(a.stop, b.first)]
    if broken or any(token.key in known.picture_words for token in between):
        joint = "/" if broken or any(token.key == "/" for token in between) else " "
        return joint.join(_text_of(text, tokens, part, known) for part in chain)
    value = " ".join(text[tokens[chain[0].first].start : tokens[chain[-1].stop - 1].end].split()).strip(" .,;:")
    return f"{value})" if value.count("(") > value.count(")") else value


def year_of(tokens: Sequence[Token], parts: Sequence[Part], value_stop: int, stop: int) -> int | None:
    """The year in the value, or glued behind it ("…)AP2014")."""
    for part in parts:
        if part.kind == "year":
            for token in tokens[part.first : part.stop]:
                match = YEAR.search(token.text)
                if match:
                    return int(match[0])
    for token in tokens[value_stop:stop]:
        match = YEAR.search(token.text)
        if match and token.flags & Flag.WORD:
            return int(match[0])
    return None


def signed_holder(text: str, tokens: Sequence[Token], low: int, high: int, parts: Sequence[Part]) -> str | None:
    """All that follows the copyright sign in the tokens [low, high), without the year, and without brackets around it."""
    dated = [p for p in parts if p.kind == "year"]
    first, stop = low, high
    while first < stop and (
        tokens[first].key in {",", ":", ".", "-", "|"} or any(p.first <= first < p.stop for p in dated)
    ):
        first += 1
    while stop > first and (
        tokens[stop - 1].key in {",", ".", "-", "/", "|"} or any(p.first <= stop - 1 < p.stop for p in dated)
    ):
        stop -= 1
    if stop - first > 1 and tokens[first].key == "(" and tokens[stop - 1].key == ")":
        first, stop = first + 1, stop - 1
    if first >= stop:
        return None
    return " ".join(text[tokens[first].start : tokens[stop - 1].end].split()).strip(" .,;:") or None

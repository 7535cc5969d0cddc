"""Where a credit at the beginning of a text ends and the caption begins."""

from vonlinks.caption.credit_lines import Line, after_sign
from vonlinks.caption.credit_names import agency_at, is_sure_agency
from vonlinks.caption.credit_parts import read_parts
from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabularies import Vocabulary

__all__ = ["addressed_before_text", "before_text", "begins_caption", "named_before_text"]

_MOST_WORDS = 20
_FEW = 5
_FEW_WORDS = 3
_MOST_NAME = 6
_LONGEST_SIGN = 5  # letters
_NO_NAME = Flag.STOP | Flag.ROLE | Flag.TITLE | Flag.NOUN | Flag.BODY | Flag.COMPANY | Flag.OWNER | Flag.MONTH


def before_text(tokens: list[Token], words: Vocabulary) -> Line | None:
    """An agency and a photographer that the caption follows, mostly behind a dash or line break ("AFP/Jo Doe - …")."""
    known = words.credit
    if tokens and after_sign(tokens, 0, known):
        return None
    if len(tokens) > _FEW and tokens[0].key in known.private and tokens[1].flags & Flag.CAPITAL:
        opens = tokens[1].flags & (Flag.STOP | Flag.ARTICLE) and not tokens[0].flags & Flag.CAPITAL
        return Line(0, 1, 0, 1, "bare") if opens else None  # "privat In Muster wurde …"
    first = agency_at(tokens, 0, len(tokens), known) if tokens else 0
    if not first or not is_sure_agency(tokens, 0, first, known):
        return _paper_before_text(tokens, words) or _unparted_before_text(tokens, words)
    stop = first
    slashed = False
    while stop < min(len(tokens), _MOST_WORDS):
        token = tokens[stop]
        if token.key in {"\n", "|"} or (token.key == "-" and not token.tight):
            break
        slashed = slashed or token.key == "/" or token.key in known.picture_words
        stop += 1
    else:
        stop = len(tokens)
    if stop < len(tokens) and len(tokens) - stop > _FEW and (slashed or tokens[stop].key != "-"):
        parts = read_parts(tokens, 0, stop, words)
        if all(p.kind in {"agency", "person", "noise", "year", "licence"} for p in parts):
            return Line(0, stop + 1, 0, stop, "bare")
    sure = first > 1 or (tokens[0].key in known.alone and first < len(tokens) and tokens[first].flags & Flag.GIVEN)
    if sure and begins_caption(tokens, first, min(len(tokens), _MOST_WORDS), words) and tokens[first].flags:
        return Line(0, first, 0, first, "bare")  # "Getty Images Ann Roe at the …"
    named = named_before_text(tokens, 0, len(tokens), words) if first < len(tokens) and tokens[first].key == "/" else 0
    return Line(0, named, 0, named, "bare") if named else None


def _paper_before_text(tokens: list[Token], words: Vocabulary) -> Line | None:
    """A person and a paper before the line break or bar that the caption begins behind ("Jo Doe/The Muster News | …")."""
    known = words.credit
    slash, stop, size = 0, 0, len(tokens)
    while stop < size and tokens[stop].key not in {"\n", "|"} and (tokens[stop].key != "-" or tokens[stop].tight):
        slash = slash or (stop if tokens[stop].key == "/" else 0)
        stop += 1
        if stop > _MOST_NAME + (_MOST_NAME if slash else 0):
            return None
    if not slash or len(tokens) - stop <= _FEW:
        return None
    parts = read_parts(tokens, 0, stop, words)
    told = [p.kind for p in parts]
    proven = any(known.is_paper(t) for t in tokens[:stop]) or _is_sign(tokens[slash + 1 : stop])
    return Line(0, stop + 1, 0, stop, "bare") if sorted(told) == ["body", "person"] and proven else None


def _is_sign(words: list[Token]) -> bool:
    """Whether the words are one abbreviation in capitals, as papers sign ("Jo Doe/MZ - …")."""
    return len(words) == 1 and bool(words[0].flags & Flag.UPPER) and len(words[0].text) <= _LONGEST_SIGN


def _unparted_before_text(tokens: list[Token], words: Vocabulary) -> Line | None:
    """A broadcaster, a paper's sign and a name, or a name, right before the article that a caption begins with.

    bare     = HOUSE | SIGN "/" given surname | given surname        (before "Der", "The", "Left to right: …")
    """
    if len(tokens) <= _MOST_NAME:
        return None
    known = words.credit
    first = tokens[0]
    if first.flags & Flag.UPPER and first.key in known.houses:
        return Line(0, 1, 0, 1, "bare") if tokens[1].flags & Flag.ARTICLE and tokens[1].flags & Flag.CAPITAL else None
    low = 2 if _is_sign(tokens[:1]) and tokens[1].key == "/" and tokens[1].tight else 0
    stop = low + len(("given", "surname"))
    if tokens[low].key not in words.given or not tokens[stop].flags & Flag.CAPITAL:
        return None
    name, behind = tokens[low:stop], tokens[stop]
    if not all(t.flags & Flag.WORD and (not t.flags & _NO_NAME or "-" in t.key) for t in name):
        return None
    if not low and not name[0].flags & name[1].flags & Flag.CAPITAL:
        return None
    article = behind.flags & Flag.ARTICLE and not any(t.key == name[1].key for t in tokens[stop:])
    opens = article or (behind.key in words.marker_starts and _opens_list(tokens, stop, words))
    return Line(0, stop, 0, stop, "bare") if opens and begins_caption(tokens, stop, len(tokens), words) else None


def _opens_list(tokens: list[Token], i: int, words: Vocabulary) -> bool:
    """Whether a direction with its colon stands at token `i` ("Left to right: …")."""
    found = words.phrases.longest(tokens, i, words.ordinals)
    told = found is not None and found.meaning.kind in {"list", "clock"} and found.stop < len(tokens)
    return bool(told and found and tokens[found.stop].key == ":")


def begins_caption(tokens: list[Token], low: int, high: int, words: Vocabulary) -> bool:
    """Whether the tokens are the words of a caption: several, a capital in front, small ones among them."""
    inside = [t for t in tokens[low:high] if t.flags & Flag.WORD]
    if len(inside) < _FEW_WORDS or not inside[0].flags & Flag.CAPITAL:
        return False
    named = Flag.CAPITAL | Flag.PARTICLE | Flag.CONNECTOR
    return any(
        (t.flags & Flag.STOP and not t.flags & Flag.PARTICLE)
        or (not t.flags & named and len(t.key) > _FEW_WORDS and t.key not in words.credit.joins)
        for t in inside
    )


def named_before_text(tokens: list[Token], low: int, high: int, words: Vocabulary) -> int:
    """Where a caption begins right behind the photographer's name, without any mark; 0 where it does not.

    "Photo: Jo Doe Mayor Ann Roe opens …", "dpa/Jo Doe Die Ministerin …": two words make the name, and the next is an
    office, a title, a given name or a function word with a capital, or a quotation mark.
    """
    for stop in range(low + 2, min(low + _MOST_NAME, high, len(tokens) - _FEW) + 1):
        if not tokens[stop - 1].flags & Flag.CAPITAL or not _opens_caption(tokens, stop):
            continue
        parts = [p for p in read_parts(tokens, low, stop, words) if p.kind != "noise"]
        people = [p for p in parts if p.kind == "person"]
        if len(people) == 1 and parts[-1] is people[0] and all(p.kind in {"person", "agency", "body"} for p in parts):
            name = tokens[people[0].first : stop]
            if len(name) > 1 and not any(t.flags & (Flag.TITLE | Flag.ROLE | Flag.CONNECTOR) for t in name):
                return stop if begins_caption(tokens, stop, min(len(tokens), stop + _MOST_WORDS), words) else 0
    return 0


def addressed_before_text(tokens: list[Token], line: Line, words: Vocabulary) -> int:
    """Where a caption begins right behind the address that ends a credit ("© Jo Doe/doe.example.com At the fair …"); 0 where it does not."""
    for k in range(line.value + 1, min(line.value_stop - 1, line.value + _MOST_WORDS)):
        if tokens[k].key in words.credit.domains and tokens[k].tight and not tokens[k + 1].tight:
            return k + 1 if begins_caption(tokens, k + 1, line.value_stop, words) else 0
    return 0


def _opens_caption(tokens: list[Token], i: int) -> bool:
    """Whether the word at `i` begins a sentence after a name: an article, a title, another given name, an office in sight."""
    if tokens[i].key == '"':
        return i + 1 < len(tokens) and bool(tokens[i + 1].flags & Flag.CAPITAL)
    if not tokens[i].flags & Flag.CAPITAL or (tokens[i].flags & Flag.SURNAME and not tokens[i].flags & Flag.GIVEN):
        return False
    for k in range(i, min(len(tokens), i + _FEW_WORDS)):
        if not tokens[k].flags & Flag.CAPITAL:
            return False
        opening = Flag.ROLE | Flag.TITLE | (Flag.ARTICLE | Flag.STOP | Flag.GIVEN if k == i else 0)
        if tokens[k].flags & opening:
            return True
    return False

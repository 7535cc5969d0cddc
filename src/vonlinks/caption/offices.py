"""The role that stands before a name, and where it begins."""

from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag

__all__ = ["role_before"]

_MAX_ROLE_WORDS = 40
_MAX_UNKNOWN = 6
_FUSED = frozenset({"zur", "zum", "ins", "beim"})
_PAST = ("ed", "ts", "ks", "ets", "ses")


def role_before(sheet: Sheet, low: int, name: int) -> int | None:  # noqa: C901, PLR0912 - one grammar rule, its alternatives in their order
    """Index where the role that ends right before the token `name` begins, at or after `low`; None if there is none.

    role     = { modifier } ROLE { link | word | "(" … ")" | "," }
    modifier = capitalised | adjective after an article | number "."
    """
    best: int | None = None
    unknown = 0
    i = name - 1
    floor = max(low, name - _MAX_ROLE_WORDS)
    while i >= floor:
        token = sheet.tokens[i]
        flags = token.flags
        if sheet.opens[i] >= 0:
            i = sheet.opens[i] - 1
            continue
        if not flags:
            if token.key in {'"', "-", "/", ",", "."} and (token.key != "." or token.tight):
                i -= 1
                continue
            break
        if token.text.endswith(".") and flags & Flag.UPPER and not flags & Flag.CAPITAL:
            i -= 1  # "i.G.", "a.D."
            continue
        touches = best == i + 1 or (best is None and i == name - 1)
        if flags & (Flag.ROLE | Flag.TITLE) and not (flags & Flag.STOP and not flags & Flag.CAPITAL):
            best = i
        elif flags & (Flag.ARTICLE | Flag.POSSESSIVE):
            if flags & Flag.POSSESSIVE and best == i + 1:
                best = i
                break
            if not flags & Flag.LINK or not (
                sheet.flags[i - 1] & (Flag.CAPITAL | Flag.ROLE | Flag.LINK) and i - 1 >= floor
            ):
                break
        elif flags & Flag.LINK:
            pass
        elif flags & Flag.STOP:
            break
        elif flags & Flag.NUMBER:
            if not touches and best is None and not token.dotted and i != name - 1:
                break
            if touches and best is not None and token.dotted:
                best = i
        elif flags & Flag.CAPITAL:
            if touches and best is not None and not _after_fused(sheet, i):
                best = i
        elif touches and best is not None and _is_adjective(sheet, i, floor):
            best = i
        else:
            unknown += 1
            if unknown > _MAX_UNKNOWN or sheet.words.nouns_have_capitals or token.key.endswith(_PAST):
                break
        i -= 1
    return best if best is not None else _bare_apposition(sheet, low, name)


def _after_fused(sheet: Sheet, i: int) -> bool:
    """Whether a noun stands behind a preposition with its article and so belongs to the sentence ("griffen zur Schaufel Landrat …")."""
    return sheet.keys[i - 1] in _FUSED and not sheet.flags[i] & Flag.UPPER and sheet.keys[i] not in sheet.words.ordinals


def _is_adjective(sheet: Sheet, i: int, floor: int) -> bool:
    """Whether a word in small letters before a role describes it: an article or the start of the piece is before it."""
    before = sheet.flags[i - 1] if i - 1 >= floor else 0
    if before & (Flag.ARTICLE | Flag.POSSESSIVE):
        return True
    if not sheet.words.nouns_have_capitals and sheet.keys[i].endswith(("s", "ed")):
        return False
    if i - 1 < floor or not before:
        return True
    if sheet.words.nouns_have_capitals:
        return (
            sheet.keys[i].endswith(("e", "en", "er", "es", "em", "t"))
            and bool(before & Flag.WORD)
            and not before & Flag.CAPITAL
            and not before & Flag.STOP
        )
    return bool(before & (Flag.CONNECTOR | Flag.CAPITAL))


def _bare_apposition(sheet: Sheet, low: int, name: int) -> int | None:
    """A place or thing in the genitive ("Berlins", "Israel's"), or a noun after an article, right before the name."""
    first = name
    while first > low and sheet.name_words[first - 1]:
        first -= 1
    if first == name:
        return None
    if name - first == 1 and (sheet.keys[first].endswith("s") or sheet.flags[first] & Flag.OWNER):
        return first
    i = first
    while i > low and sheet.flags[i - 1] & Flag.WORD and not sheet.flags[i - 1] & (Flag.STOP | Flag.CAPITAL):
        i -= 1
    return i if i > low and sheet.flags[i - 1] & Flag.ARTICLE and first - i <= 2 else None

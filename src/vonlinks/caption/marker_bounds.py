"""What stands right before or behind position words, and makes them a place or something else."""

from collections.abc import Sequence

from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabulary_files import around

__all__ = ["SENTENCE_ENDS", "ends_words", "in_bracket_piece", "is_initial", "leads_on"]

SENTENCE_ENDS = frozenset(".!?\n")
"""Keys of the marks that end a sentence."""
_PLAYS_TOO = around("plays_too")
_BESIDE_NAMES = around("beside_names")


def is_initial(tokens: Sequence[Token], i: int) -> bool:
    """Whether a letter for a side is the first of a name ("front row, R. J. Doe")."""
    return (
        len(tokens[i].text) == 1 and tokens[i].text.isupper() and i + 1 < len(tokens) and tokens[i + 1].text.istitle()
    )


def leads_on(last: Token, after: Token) -> bool:
    """Whether a place is the beginning of a title ("Rear Admiral"), tells beside whom somebody is ("behind Jo Doe"), or as what somebody plays ("center Jo Doe")."""
    if last.key in _PLAYS_TOO and after.flags & Flag.GIVEN:
        return True
    title = last.flags & Flag.TITLE and after.flags & (Flag.TITLE | Flag.ROLE)
    return bool(title) or (last.key in _BESIDE_NAMES and bool(after.flags & Flag.CAPITAL))


def ends_words(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether a side of several words ends a sentence behind one in small letters ("Jo Doe looks on at right.")."""
    ended = stop >= len(tokens) or tokens[stop].key in SENTENCE_ENDS
    side = stop - first > 1 and tokens[first].flags & Flag.STOP
    return bool(ended and side and first > 0 and tokens[first - 1].flags & Flag.WORD)


def in_bracket_piece(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether a marker of one letter ("l.") fills a piece of a bracket or a piece between commas with its dot."""
    before = tokens[first - 1] if first else None
    after = tokens[stop] if stop < len(tokens) else None
    ended = after is not None and after.key in {")", ",", "/"}
    return (
        ended
        and before is not None
        and (
            before.key in {"/", "-"}
            or (
                before.key == ","
                and (tokens[first].dotted or _ends_bracket(tokens, first, stop) or _is_letter(tokens, first, stop))
            )
        )
    )


def _ends_bracket(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether a bracket closes behind a small letter ("(SPD, r)"); a capital there is a party or a state."""
    return stop < len(tokens) and tokens[stop].key == ")" and tokens[first].text.islower()


def _is_letter(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether L or R stands alone between two commas behind a name ("Jo Doe, L, greets …"), where no party is told so."""
    named = first > 1 and bool(tokens[first - 2].flags & Flag.CAPITAL) and not tokens[first - 2].flags & Flag.STATE
    alone = tokens[first].text in {"L", "R"} and stop < len(tokens) and tokens[stop].key == ","
    return named and alone

"""Persons of a list who have no name but take up a place in it."""

from vonlinks.caption.pieces import Piece
from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabulary_files import around

__all__ = ["NOBODY", "WITH", "count_of", "is_unnamed", "width_of"]

WITH = around("with")
"""What joins things as well as persons to somebody."""
_SPEAKER = around("speaker")
_COUNT_WORDS = {
    2: "zwei two twee deux due dos dois duas to två dwoje dwie dwóch tveir",
    3: "drei three drie trois tre tres três trzy troje trzech þrír",
    4: "vier four quatre quattro cuatro quatro fire fyra cztery czworo fjórir",
    5: "fünf five vijf cinq cinque cinco fem pięć pięcioro",
    6: "sechs six zes sei seis seks sex sześć",
}
_COUNTS = {word: number for number, words in _COUNT_WORDS.items() for word in words.split()}
NOBODY = frozenset(
    [
        "unbekannten",
        "onbekende",
        "ukendte",
        "ukjente",
        "okände",
        "okända",
        "n",
        "nn",
        "?",
        "unbekannt",
        "unbekannter",
        "unbekannte",
        "unbekanntes",
        "unknown",
        "unidentified",
        "unnamed",
        "onbekend",
        "inconnu",
        "inconnue",
        "inconnus",
        "sconosciuto",
        "sconosciuta",
        "desconocido",
        "desconocida",
        "desconhecido",
        "desconhecida",
        "ukendt",
        "ukjent",
        "okänd",
        "nieznany",
        "nieznana",
        "óþekktur",
        "óþekkt",
    ]
)
"""Words that stand for a person whose name nobody knows."""


def is_unnamed(sheet: Sheet, piece: Piece) -> bool:  # noqa: PLR0911 - one grammar rule, its alternatives in their order
    """Whether a piece tells of somebody without a name: "eine Schülerin", "two children", "his wife".

    A role with an indefinite article ("eine Technikerin") is somebody at the beginning of a list or behind "and";
    between commas it is more likely what the person before it is.
    """
    flags = sheet.flags[piece.first]
    stroke = sheet.keys[piece.first] == "-" and piece.stop - piece.first == 1  # "---"
    stroke = stroke or (sheet.closes[piece.first] == piece.stop - 1 and sheet.keys[piece.first + 1] in NOBODY)
    if stroke or (flags & Flag.ARTICLE and piece.first + 1 < piece.stop and sheet.keys[piece.first + 1] in NOBODY):
        return True  # "de onbekende"
    if sheet.keys[piece.first] == "?" and sheet.name_words[piece.first + 1] and piece.first + 1 < piece.stop:
        return False  # "? Doe"
    speaker = piece.stop - piece.first == 1 and sheet.keys[piece.first] in _SPEAKER  # "Jo, me, Ann"
    if speaker or sheet.keys[piece.first] in NOBODY:
        return sheet.keys[piece.first] != "n" or sheet.keys[piece.first + 1] == "n"
    joined = piece.before in {"and", ", and"} and piece.name is None
    group = flags & Flag.ROLE and flags & Flag.PLURAL and not flags & Flag.CAPITAL and sheet.words.language == "en"
    if joined and (group or all(sheet.flags[i] & Flag.UNNAMED for i in range(piece.first, piece.stop))):
        return True  # "and son", "and students from Hale School"
    apart = piece.before == ";" and piece.after == ";" and flags & Flag.ARTICLE and piece.stop - piece.first > 1
    if apart and all(sheet.flags[i] & Flag.ROLE for i in range(piece.first + 1, piece.stop)):
        return True  # "…; the President; …"
    if sheet.name_words[piece.first]:
        return False  # "A Doe"
    if joined and flags & Flag.ARTICLE and piece.after != "and":
        return sheet.keys[piece.first - 1] not in WITH or any(
            sheet.flags[i] & (Flag.UNNAMED | Flag.ROLE) for i in range(piece.first, piece.stop)
        )  # "mit der Urkunde" is nobody
    if any(sheet.flags[i] & Flag.GIVEN for i in range(piece.first, piece.stop)):
        return False
    counted = flags & Flag.NUMBER and not sheet.tokens[piece.first].dotted and piece.name is None
    if flags & Flag.INDEFINITE or counted:
        alone = piece.name is None and piece.before in {"", ":", "and", ", and"}
        told = Flag.UNNAMED | Flag.ROLE if alone else Flag.UNNAMED
        called = any(sheet.flags[i] & told for i in range(piece.first, piece.stop))
        return called or (alone and sheet.keys[piece.stop - 1].endswith(sheet.words.unnamed_endings))
    return joined and bool(flags & Flag.POSSESSIVE)


def width_of(sheet: Sheet, piece: Piece) -> int:
    """How many places those without a name take up."""
    return count_of(sheet.tokens[piece.first]) or 1


def count_of(token: Token) -> int | None:
    """The number that a word or figure before persons tells ("drei", "3"); None for any other word."""
    if token.flags & Flag.NUMBER and token.text.isdecimal() and len(token.text) == 1:
        return int(token.text) or None
    return _COUNTS.get(token.key)

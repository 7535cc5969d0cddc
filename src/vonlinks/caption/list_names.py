"""Which pieces of a list are persons, and which only tell more of the one before."""

from collections import Counter
from dataclasses import dataclass

from vonlinks.caption.list_hints import drop_units, is_mononym, name_before_cause, nicknamed, person_in, titled_surname
from vonlinks.caption.names import find_name, is_unknown, name_text
from vonlinks.caption.person_words import person_words
from vonlinks.caption.pictured import is_spoken_of
from vonlinks.caption.pieces import Piece
from vonlinks.caption.sheet import Person, Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.unnamed import is_unnamed
from vonlinks.caption.vocabulary_files import around

__all__ = ["find_names"]

_OF = around("kin_of")
_MANY_NAMES = 3  # so many full names make a list of nothing but names
_SHORTEST_WORD = 4  # letters; shorter words in capitals can be initials


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the pieces of a list have in common.

    Attributes:
        full: somebody has more than one name.
        mostly_single: more than half of the pieces are one word.
        plain: nearly all pieces are names and nothing else, so one word alone is somebody too ("Jo Doe, Lulu, Ann Roe, …").
        turn: where names and roles take turns ("Jo Doe, Rome, Ann Roe, Turin"), 0 or 1: the pieces that are names.
        begins: index of the first piece with a sure name, before which nothing takes turns.
        first_names: most of those listed have a given name and nothing else, so an unknown word is one too.
    """

    full: bool
    mostly_single: bool
    plain: bool
    turn: int | None
    begins: int
    first_names: bool


def find_names(sheet: Sheet, pieces: list[Piece]) -> None:
    """Give each piece the name in it: first the sure ones, then those for which the list around them speaks."""
    numbered = any(piece.number for piece in pieces)
    pieces = [piece for piece in pieces if not _is_place(sheet, piece) and (piece.number or not numbered)]
    initialled = [_initialled(sheet, piece) for piece in pieces]
    told = sum(found is not None for found in initialled)
    many = told > 1 and 2 * told > len(pieces)  # fewer are clubs: "Jo Doe, FC Muster, Ann Roe, SV Probst"
    for piece, found in zip(pieces, initialled, strict=True):
        called = found if many and found else nicknamed(sheet, piece)
        piece.name = called or _with_unknown(sheet, piece, person_in(sheet, piece)) or titled_surname(sheet, piece)
        if piece.name and _is_only_told(sheet, piece, piece.name):
            piece.name = None
    drop_units(sheet, pieces)
    name_before_cause(sheet, pieces)
    shape = _shape(sheet, pieces)
    origins = _drop_origins(sheet, pieces) if shape.full else set()
    texts = Counter(_text(sheet, piece) for piece in pieces)
    after_person = mononym = False
    for k, piece in enumerate(pieces):
        # What two have in common is no name, nor is where an office is held.
        open_ = piece.name is None and not piece.thing and k not in origins and texts[_text(sheet, piece)] == 1
        if open_ and not is_unnamed(sheet, piece):
            found = _likely_in(sheet, piece)
            found = _with_unknown(sheet, piece, found)
            if found and not found[2] and 0 < k < len(pieces) - 1 and _goes_on_office(sheet, *pieces[k - 1 : k + 2]):
                found = None
            if found and _is_only_told(sheet, piece, found):
                found = None
            ends = k == len(pieces) - 1 and piece.before in {"and", ", and"} and mononym
            if found and (k == 0 or ends) and is_mononym(sheet, piece, found, pieces):
                piece.name = found
                mononym = True
                continue
            in_turn = shape.turn is None or k % 2 == shape.turn or k < shape.begins or piece.before == "and"
            if found and in_turn and _could_be_person(sheet, piece, found, shape, after_person=after_person):
                piece.name = found
        after_person = after_person or piece.name is not None


def _goes_on_office(sheet: Sheet, before: Piece, piece: Piece, after: Piece) -> bool:
    """Whether "and" joins a piece to an office whose holder follows ("Minister of Fish and Foreign Trade, Jo Doe")."""
    joined = piece.before == "and" and piece.after == ","
    return joined and before.name is None and _has_role(sheet, before) and after.name is not None


def _likely_in(sheet: Sheet, piece: Piece) -> tuple[int, int, bool] | None:
    """A name for which nothing but its piece speaks; behind a running number an occupation is rather a surname."""
    surname = _with_role_as_surname(sheet, piece)
    found = find_name(sheet, piece.first, piece.stop, loose=True)
    return (surname if piece.number else None) or (_without_rank(sheet, found) if found else surname)


def _without_rank(sheet: Sheet, found: tuple[int, int, bool]) -> tuple[int, int, bool]:
    """The name without a rank in capitals that no list knows ("OFM Okwara Doe")."""
    first, stop, sure = found
    rank = sheet.flags[first] & Flag.UPPER and not sheet.flags[first] & Flag.INITIAL
    loud = any(sheet.flags[k] & Flag.UPPER for k in range(first + 1, stop))
    return (first + 1, stop, sure) if rank and not loud and stop - first > len(("given", "surname")) else found


def _drop_origins(sheet: Sheet, pieces: list[Piece]) -> set[int]:
    """Take the name from pieces in which an office makes one of a place ("Jo Doe, Bürgermeister von Neustadt"); their indices."""
    dropped = set()
    for k, piece in enumerate(pieces):
        after = k == 0 or pieces[k - 1].name is not None or _is_whole(sheet, pieces[k - 1])
        if after and piece.name and piece.before in {"", ","} and _is_origin(sheet, piece.name):
            piece.name = None
            dropped.add(k)
    return dropped


def _text(sheet: Sheet, piece: Piece) -> str:
    return sheet.text[sheet.tokens[piece.first].start : sheet.tokens[piece.stop - 1].end]


def _is_place(sheet: Sheet, piece: Piece) -> bool:
    """Whether a piece only tells where somebody is."""
    marker = sheet.marker_at.get(piece.first)
    return marker is not None and marker.stop == piece.stop


def _is_origin(sheet: Sheet, name: tuple[int, int, bool]) -> bool:
    """Whether an office makes a name of a preposition and a place ("Bürgermeister von Neustadt")."""
    first, stop, _ = name
    small = not sheet.flags[first] & Flag.CAPITAL and sheet.flags[first] & (Flag.FROM | Flag.ARTICLE)
    return stop - first == 2 and bool(small) and not sheet.flags[first + 1] & Flag.SURNAME


def _with_unknown(sheet: Sheet, piece: Piece, found: tuple[int, int, bool] | None) -> tuple[int, int, bool] | None:
    """A name with the unknown word before it that is its first: before a particle or a surname that everybody knows.

    So before a second given name where no common noun has a capital ("Okwara Luise Doe").
    """
    if found is None:
        return None
    particle, capital = Flag.PARTICLE, Flag.CAPITAL
    led = particle in {sheet.flags[k] & (particle | capital) for k in (found[0], found[0] - 1)}
    if led and sheet.flags[found[0]] & Flag.GIVEN and found[1] - found[0] > 1:
        return found  # "dem Tod von Jo Doe"
    public = led or (found[1] - found[0] == 1 and sheet.flags[found[0]] & Flag.PUBLIC)
    titled = _is_titled(sheet, piece, found[0] - 1)
    middle = found[1] - found[0] > 1 and sheet.flags[found[0]] & Flag.GIVEN
    opens = found[0] == piece.first + 1 and not sheet.words.nouns_have_capitals
    if not public and not (middle and (opens or titled)):
        return found
    first = found[0] - 1
    while (
        first > piece.first
        and not sheet.flags[first] & Flag.CAPITAL
        and (sheet.flags[first] & Flag.PARTICLE or sheet.keys[first] == "und")
    ):
        first -= 1
    unfit = Flag.ROLE | Flag.TITLE | Flag.NOUN | Flag.UPPER | Flag.OWNER | Flag.STATE | Flag.BODY | Flag.COMPANY
    unfit |= Flag.SUFFIX
    office = Flag.ROLE | Flag.TITLE
    alone = first == piece.first or (
        first > piece.first and (not sheet.name_words[first - 1] or bool(sheet.flags[first - 1] & office))
    )
    alone = alone and not (led and sheet.flags[first + 1] & Flag.ARTICLE)  # "Übergabe der Muster"
    fits = first >= piece.first and alone and sheet.name_words[first] and not sheet.flags[first] & unfit
    stop = found[1] + bool(found[1] < piece.stop and sheet.flags[found[1]] & Flag.SUFFIX)
    return (first, stop, True) if fits else found


def _is_titled(sheet: Sheet, piece: Piece, i: int) -> bool:
    """Whether an office stands right before a word that is written as a name, not as an abbreviation ("KontrInsp")."""
    before = i - 1
    office = before >= piece.first and sheet.flags[before] & (Flag.ROLE | Flag.TITLE)
    sure = before == piece.first or sheet.flags[before] & Flag.CAPITAL  # not "to host"
    return bool(office and sure) and sheet.tokens[i].text.istitle()


def _shape(sheet: Sheet, pieces: list[Piece]) -> _Shape:
    names = [k for k, piece in enumerate(pieces) if piece.name is not None]
    full = sum(
        1 for k in names if (name := pieces[k].name) and name[1] - name[0] > 1 and not _starts_short(sheet, name)
    )
    singles = [k for k, p in enumerate(pieces) if sheet.name_words[p.first] and _is_one_word(sheet, p)]
    short = sum(1 for p in pieces if not _is_one_word(sheet, p) and _is_short(sheet, p))
    others = [k for k, p in enumerate(pieces) if p.name is None]
    open_words = [k for k in others if not _only_name_words(sheet, pieces[k])]
    turn = None
    if len(names) > 1 and others and len({k % 2 for k in names}) == 1 and _parts_only(pieces):
        told = [k for k in others if k % 2 != names[0] % 2 and k > names[0]]
        clear = any(k in open_words for k in told) and not any(is_unnamed(sheet, pieces[k]) for k in told)
        turn = names[0] % 2 if len(told) >= len(names) - 1 and clear else None
        whole = [k for k in told if _is_whole(sheet, pieces[k])]
        if any(sheet.flags[pieces[k].stop - 1] & Flag.SURNAME for k in whole):
            turn = None
        if whole and all(k in whole or _has_role(sheet, pieces[k]) for k in told) and len(whole) * 2 < len(told):
            turn = None  # somebody whom nobody knows stands among the roles
    return _Shape(
        full=full > 0,
        mostly_single=(len(singles) + (short if short < len(singles) else 0)) * 2 > len(pieces),
        plain=full >= _MANY_NAMES and not open_words and len(singles) * 2 <= full,
        turn=turn,
        begins=names[0] if names else 0,
        first_names=sum(1 for k in singles if sheet.flags[pieces[k].first] & Flag.GIVEN) > max(full, _MANY_NAMES),
    )


def _has_role(sheet: Sheet, piece: Piece) -> bool:
    """Whether an office is told in a piece."""
    return any(sheet.flags[k] & Flag.ROLE for k in range(piece.first, piece.stop))


def _is_whole(sheet: Sheet, piece: Piece) -> bool:
    """Whether a piece is an unknown word, another or a surname, and nothing else."""
    two = piece.stop - piece.first == len(("given", "surname")) and is_unknown(sheet, piece.first)
    return two and (is_unknown(sheet, piece.stop - 1) or bool(sheet.flags[piece.stop - 1] & Flag.SURNAME))


def _is_one_word(sheet: Sheet, piece: Piece) -> bool:
    """Whether a piece is one word, but for a bracket behind it."""
    return piece.stop - piece.first == 1 or sheet.closes[piece.first + 1] == piece.stop - 1


def _is_short(sheet: Sheet, piece: Piece) -> bool:
    """Whether a piece is a surname with initials, but for a bracket behind it ("J. Doe", "Doe J. (trainer)")."""
    stop = piece.first
    initials = 0
    while stop < piece.stop and sheet.flags[stop] & Flag.CAPITAL:
        initials += bool(sheet.flags[stop] & Flag.INITIAL)
        stop += 1
    whole = stop == piece.stop or sheet.closes[stop] == piece.stop - 1
    return whole and initials > 0 and stop - piece.first == initials + 1


def _starts_short(sheet: Sheet, name: tuple[int, int, bool]) -> bool:
    """Whether an initial stands for the given name, before or behind the surname ("J. Doe", "Doe J.")."""
    return bool((sheet.flags[name[0]] | sheet.flags[name[1] - 1]) & Flag.INITIAL)


def _parts_only(pieces: list[Piece]) -> bool:
    """Whether commas and one "and" before the last part the pieces."""
    return all(p.before in {"", ":", ",", "and", ", and"} for p in pieces)


def _only_name_words(sheet: Sheet, piece: Piece) -> bool:
    """Whether a piece holds nothing but words that names are made of, and brackets."""
    i = piece.first
    unfit = Flag.ROLE | Flag.TITLE | Flag.NOUN | Flag.OWNER | Flag.BODY | Flag.COMPANY
    while i < piece.stop:
        if sheet.closes[i] >= 0:
            i = sheet.closes[i] + 1
            continue
        bare = (not sheet.flags[i] & Flag.CAPITAL and sheet.flags[i] & (Flag.PARTICLE | Flag.SUFFIX)) or (
            sheet.keys[i] == "und" and sheet.keys[i + 1] == "zu"
        )
        if (sheet.flags[i] & unfit and not bare) or not (sheet.name_words[i] or bare):
            return sheet.keys[i] in {"?", '"'}
        if sheet.flags[i] & Flag.UPPER and not sheet.flags[i] & (Flag.INITIAL | Flag.SUFFIX):
            return False
        i += 1
    return True


def _initialled(sheet: Sheet, piece: Piece) -> tuple[int, int, bool] | None:
    """A name of bare initials and a surname that fills its piece but for titles and a bracket ("Mr R Doe", "JB Roe (captain)")."""
    i = piece.first
    while i < piece.stop and sheet.flags[i] & (Flag.TITLE | Flag.ROLE) and not sheet.flags[i] & Flag.INITIAL:
        i += 1
    first = i
    while i < piece.stop and _is_initials(sheet, i):
        i += 1
    if (
        i - first == 1
        and len(sheet.keys[first]) == _SHORTEST_WORD - 1
        and i + 1 < piece.stop
        and sheet.name_words[i + 1]
    ):
        return None  # three letters before a whole name are a rank
    unfit = Flag.ROLE | Flag.NOUN | Flag.UPPER
    if i == first or i >= piece.stop or not sheet.flags[i] & Flag.CAPITAL:
        return None
    if sheet.flags[i] & unfit and not sheet.flags[i] & Flag.SURNAME:
        return None
    if sheet.flags[i] & Flag.GIVEN and i + 1 < piece.stop and sheet.name_words[i + 1]:
        return None  # a rank: "OFM Jo Doe"
    while i < piece.stop and sheet.flags[i] & (Flag.CAPITAL | Flag.PARTICLE):
        i += 1
    return (first, i, True) if i == piece.stop or sheet.closes[i] >= 0 or i in sheet.marker_at else None


def _is_initials(sheet: Sheet, i: int) -> bool:
    word = sheet.tokens[i].text
    flags = sheet.flags[i]
    return bool(flags & Flag.INITIAL) or (bool(flags & Flag.UPPER) and len(word) < _SHORTEST_WORD and word.isalpha())


def _with_role_as_surname(sheet: Sheet, piece: Piece) -> tuple[int, int, bool] | None:
    """An unknown first name before a surname that is an occupation too ("Lehrer Torvald Jäger")."""
    last = piece.stop - 1
    if sheet.keys[last] == ")" and sheet.opens[last] > piece.first:
        last = sheet.opens[last] - 1
    unfit = Flag.ROLE | Flag.TITLE | Flag.NOUN | Flag.UPPER | Flag.OWNER
    fits = last > piece.first and sheet.name_words[last - 1] and not sheet.flags[last - 1] & unfit
    small = not sheet.words.nouns_have_capitals and sheet.words.language != "en"  # offices have no capital there
    two = piece.stop - piece.first == len(("given", "surname")) and is_unknown(sheet, piece.first)
    several = two and sheet.words.language == "en" and sheet.flags[last] & Flag.PLURAL  # "Okwara Squires" is one person
    small = small or bool(several)
    surname = Flag.SURNAME | (Flag.ROLE if piece.number or small else 0)
    if not fits or not sheet.flags[last] & surname or not sheet.flags[last] & Flag.CAPITAL:
        return None
    return last - 1, last + 1, False


def _is_only_told(sheet: Sheet, piece: Piece, name: tuple[int, int, bool]) -> bool:
    """Whether a name only tells more of the person before: in a genitive, as a relative's, or "nach dem Tod von Jo Doe"."""
    if _serves(sheet, name, piece.stop) or _tells_kin(sheet, piece, name):
        return True
    told = piece.before == "," and name[0] > piece.first and is_spoken_of(sheet, name[0])
    if told:
        sheet.served.append(Person(name[0], name[1], name_text(sheet, name[0], name[1]), pictured=False))
    return told


def _tells_kin(sheet: Sheet, piece: Piece, name: tuple[int, int, bool]) -> bool:
    """Whether a piece only tells whose relative the person before is ("daughter of Jo Doe"); its name is then of somebody not pictured."""
    kin = person_words(sheet.words.language).kin
    of = next((k for k in range(piece.first, name[0]) if sheet.keys[k] in kin and sheet.keys[k + 1] in _OF), None)
    if of is None or piece.before != ",":
        return False
    sheet.served.append(Person(name[0], name[1], name_text(sheet, name[0], name[1]), pictured=False))
    return True


def _serves(sheet: Sheet, name: tuple[int, int, bool], stop: int) -> bool:
    """Whether a name in the genitive only tells whose brother or adviser somebody is."""
    return bool(sheet.flags[name[1] - 1] & Flag.OWNER) and name[1] < stop


def _could_be_person(  # noqa: PLR0911 - one grammar rule, its alternatives in their order
    sheet: Sheet, piece: Piece, found: tuple[int, int, bool], shape: _Shape, *, after_person: bool
) -> bool:
    """Whether a piece that only its place in the list speaks for is a person, not the role of the one before."""
    first, stop, certain = found
    size = sum(bool(sheet.flags[k] & Flag.CAPITAL) for k in range(first, stop))
    role_inside = any(sheet.flags[i] & Flag.ROLE for i in range(piece.first, first))
    begin = _past_adverbs(sheet, piece)
    lower_start = not sheet.flags[begin] & (Flag.CAPITAL | Flag.NUMBER | Flag.ARTICLE | Flag.ROLE | Flag.POSSESSIVE)
    if certain and sheet.flags[first] & Flag.GIVEN:
        return True
    if size == 1:
        if role_inside:
            surname = bool(sheet.flags[first] & Flag.SURNAME)
            ends_role = after_person and piece.before == "," and shape.full and not surname
            return certain and not ends_role and not (after_person and piece.before == "," and stop < piece.stop)
        ends = stop >= piece.stop or sheet.closes[stop] >= 0 or stop in sheet.marker_at or sheet.keys[stop] == "?"
        ends = ends or (piece.before in {"and", ", and"} and _is_verb(sheet, stop))
        alone = piece.first == first and ends
        if alone and sheet.keys[stop] == "?" and sheet.tokens[stop].tight:
            return True  # "Doe?"
        if alone and piece.before == ";" == piece.after and not sheet.flags[first] & (Flag.NOUN | Flag.UPPER):
            return True  # "…; Doe; …"
        known = bool(sheet.flags[first] & Flag.SURNAME) or not shape.full or shape.first_names
        single = shape.mostly_single and known
        return alone and (single or shape.plain) and not sheet.flags[first] & (Flag.NOUN | Flag.UPPER)
    led = first if sheet.flags[first] & Flag.PARTICLE else first - 1
    origin = (
        role_inside and not certain and not sheet.flags[led] & (Flag.CAPITAL | Flag.ROLE | Flag.TITLE | Flag.NUMBER)
    )
    if after_person and any(sheet.flags[i] & (Flag.BODY | Flag.COMPANY) for i in range(first, stop)):
        return False
    if after_person and (lower_start or (role_inside and size > 2) or (origin and shape.full)):
        return False
    nouns = any(sheet.flags[i] & Flag.NOUN and not sheet.flags[i] & Flag.SURNAME for i in range(first, stop))
    if nouns or sheet.flags[stop - 1] & Flag.STATE:
        return False
    if (
        after_person
        and piece.before == ","
        and sheet.flags[stop - 1] & Flag.UPPER
        and not sheet.flags[stop - 1] & Flag.SUFFIX
        and not sheet.flags[first] & Flag.UPPER
        and len(sheet.keys[stop - 1]) <= _SHORTEST_WORD  # not "Okwara KOMBO"
    ):
        return False
    rank = first == begin + 1 and sheet.flags[begin] & Flag.UPPER
    return size <= 4 and (
        first == begin or bool(rank) or role_inside or sheet.flags[piece.first] & Flag.ARTICLE != 0 or not after_person
    )


def _is_verb(sheet: Sheet, i: int) -> bool:
    """Whether a word in small letters that can be a verb stands behind a name at the end of a list ("…, Doe and Roe pose at …")."""
    other = Flag.CAPITAL | Flag.STOP | Flag.LINK | Flag.FROM | Flag.PARTICLE | Flag.ROLE | Flag.NUMBER | Flag.CONNECTOR
    return bool(sheet.flags[i] & Flag.WORD) and not sheet.flags[i] & other and sheet.words.language == "en"


def _past_adverbs(sheet: Sheet, piece: Piece) -> int:
    """Index after the small words that only lead to a name (", so an Jo Doe"); those of a place stay."""
    stays = Flag.LOCATIVE | Flag.FROM | Flag.ARTICLE | Flag.AS | Flag.POSSESSIVE | Flag.CAPITAL
    i = piece.first
    while i < piece.stop and sheet.flags[i] & Flag.STOP and not sheet.flags[i] & stays:
        i += 1
    return i if i < piece.stop else piece.first

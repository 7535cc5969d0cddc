"""The query language: what it finds, what it says, what it refuses."""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vonlinks.catalogue import Catalogue
from vonlinks.catalogue.facets import days_of, taken_of, texts_of
from vonlinks.catalogue.search import FREE_WORDS, SORTS, TERMS, meaning, parse
from vonlinks.catalogue.search.nodes import And, Node, Not, Or
from vonlinks.catalogue.search.terms import Blank, Field, Number, Only, PathPart, Person, State, Taken, Words
from vonlinks.domain import PhotoRecord, fold
from vonlinks.errors import QueryError, RequestError

HERE = Path(__file__).parent
CONTRACT_PREFIXES = [
    *("person", "confirmed", "suggested", "named", "only", "faces", "persons", "date", "city", "country", "event"),
    *("keyword", "credit", "byline", "copyright", "is", "path"),
]


def _table(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


QUERIES, ERRORS = _table("queries.jsonl"), _table("query_errors.jsonl")


@pytest.mark.parametrize("case", QUERIES, ids=lambda case: case["query"])
def test_a_query_finds_its_photos_in_order_and_says_what_it_looked_for(sample, build, case) -> None:
    found = sample.find(case["query"])
    names = {build.id(row["name"]): row["name"] for row in _table("photos.jsonl")}
    assert [names[photo] for photo in found.photos] == case["photos"]
    assert found.total == len(case["photos"])
    assert found.meaning == case["sentence"]


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case["query"])
def test_what_cannot_be_read_is_refused_with_its_place_and_one_sentence(case) -> None:
    with pytest.raises(QueryError) as refused:
        parse(case["query"])
    assert str(refused.value).startswith(case["says"])
    assert refused.value.position == case["position"]


@pytest.mark.parametrize(
    "query",
    ["(" * 10_000, "-" * 1_999 + "a", "a " * 999, "x" * 2001, "((((" * 20 + "a"],
    ids=["(", "-", "a", "x", "(("],
)
def test_no_query_is_too_much(query) -> None:
    with pytest.raises(QueryError):
        parse(query)


def test_the_largest_query_that_is_read_also_runs(sample) -> None:
    deep = "(-" * 15 + "Rathaus" + ")" * 15
    wide = " OR ".join(["city:Bochum", "person:Brandeis", "-faces:2", "Rathaus"] * 30)
    assert sample.find(deep).total + sample.find("Rathaus").total == sample.find("").total
    assert sample.find(wide).total == sample.find("city:Bochum OR person:Brandeis OR -faces:2 OR Rathaus").total


def test_pages_are_cut_from_one_order_and_the_total_is_that_of_all(sample) -> None:
    everything = sample.find("", limit=None).photos
    pages = [sample.find("", limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert sum((page.photos for page in pages), ()) == everything
    assert {page.total for page in pages} == {len(everything)}
    assert sample.find("", limit=0).total == len(everything)
    assert sample.find("", limit=10**30, offset=10**30).photos == ()


@pytest.mark.parametrize("cut", [{"limit": -1}, {"offset": -1}])
def test_a_negative_cut_is_refused(sample, cut) -> None:
    with pytest.raises(RequestError):
        sample.find("", **cut)


# Documentation


def test_every_term_of_the_contract_is_documented() -> None:
    assert list(TERMS) == CONTRACT_PREFIXES
    assert set(SORTS) == {"taken", "-taken", "relevance"}
    assert FREE_WORDS


@pytest.mark.parametrize("prefix", TERMS)
def test_every_documented_example_is_a_query_with_that_term_that_the_table_tests_too(sample, prefix) -> None:
    term = TERMS[prefix]
    assert len(term.finds) > 5
    assert term.example.startswith(f"{prefix}:")
    assert sample.find(term.example).meaning.startswith("photos ")
    assert any(f"{prefix}:" in case["query"].lower() for case in QUERIES)


@pytest.mark.parametrize("prefix", [name for name, term in TERMS.items() if term.none])
def test_none_and_not_none_share_out_all_photos(sample, prefix) -> None:
    blank, given_ = sample.find(f"{prefix}:none"), sample.find(f"-{prefix}:none")
    assert blank.total + given_.total == sample.find("").total
    assert not set(blank.photos) & set(given_.photos)


# Properties

_PIECES = st.sampled_from(
    [
        "person:",
        "faces:",
        "date:",
        "sort:",
        "is:",
        "-",
        "(",
        ")",
        '"',
        "„",
        "“",
        "OR",
        "AND",
        " ",
        "none",
        ">=",
        "..",
        "2017",
        "*",
        "x:",
        "path:",
        "city:",
        "\udce4",
    ]
)

# Lone surrogates too: they come in with the arguments of a command line.
_ANY = st.text(st.characters(exclude_categories=()), max_size=5)


@given(st.lists(st.one_of(_PIECES, _ANY), max_size=12).map("".join))
@settings(max_examples=250, deadline=None)
def test_any_text_is_refused_or_searched_for_and_said_in_a_sentence(sample, query) -> None:
    try:
        parsed = parse(query)
    except QueryError as error:
        refused = error
    else:
        assert re.match("photos .|all photos", meaning(parsed))
        assert sample.find(query).meaning == meaning(parsed)
        return
    assert 0 <= refused.position <= len(query)
    assert str(refused)


_NAMES = st.sampled_from(["Köllner", "koellner", "Susanne", "Brandeis", "Oelberg", "Lou*", "Nobody", "Brandeis Thomas"])
_TEXTS = st.sampled_from(["Rathaus", "im Rathaus", "Bochum", "dpa", "Rat*", "Stadtblatt", "Porträt", "2017", "none"])
_NUMBERS = st.sampled_from(["0", "1", ">1", "<=2", "2..3", "..2", "=3"])
_DATES = st.sampled_from(["2017", "2016-11", "2018-05-12", "2017-01-19..", "..2018-06", "2016..2017-01-18", "none"])
_TERM = st.one_of(
    st.tuples(st.sampled_from(["person", "confirmed", "suggested", "named", "only"]), _NAMES),
    st.tuples(st.sampled_from(["city", "country", "event", "keyword", "credit", "byline", "copyright"]), _TEXTS),
    st.tuples(st.sampled_from(["faces", "persons"]), _NUMBERS),
    st.tuples(st.just("date"), _DATES),
    st.tuples(st.just("is"), st.sampled_from(["unconfirmed", "conflict", "embargoed"])),
    st.tuples(st.just("path"), st.sampled_from(["press", "RATHAUS", "%", "_", "0815"])),
    st.tuples(st.just(""), _TEXTS),
).map(lambda term: f'{term[0]}:"{term[1]}"' if term[0] and " " in term[1] else f"{term[0]}{term[0] and ':'}{term[1]}")
_QUERY = st.recursive(
    _TERM,
    lambda part: st.one_of(
        part.map(lambda one: f"-({one})"),
        st.tuples(part, part).map(lambda two: f"({two[0]}) ({two[1]})"),
        st.tuples(part, part).map(lambda two: f"({two[0]} OR {two[1]})"),
    ),
    max_leaves=6,
)


@given(query=_QUERY)
@settings(max_examples=250, deadline=None)
def test_the_statement_finds_what_a_plain_reading_of_each_photo_finds(sample, query) -> None:
    photos = sample.photos(sample.find("", limit=None).photos)
    condition = parse(query).condition
    assert condition is not None
    assert set(sample.find(query, limit=None).photos) == {photo.id for photo in photos if _holds(condition, photo)}


def _holds(node: Node, photo: PhotoRecord) -> bool:
    """Whether the photo fits: the meaning of the language, without a database."""
    match node:
        case And():
            return all(_holds(part, photo) for part in node.parts)
        case Or():
            return any(_holds(part, photo) for part in node.parts)
        case Not():
            return not _holds(node.part, photo)
    return _TERMS[type(node)](node, photo)


def _names(photo: PhotoRecord, kind: str) -> set[str]:
    """Folded names; the sample's one alias stands for its person as well."""
    confirmed = {fold(face.person) for face in photo.faces if face.person}
    shown = [m.name for m in photo.reading.people if m.pictured is not False] if photo.reading else []
    named = {fold(name) for name in (*shown, *photo.metadata.persons_shown)}
    waiting = {fold(s.person) for face in photo.faces if face.person is None for s in face.suggestions}
    return {"confirmed": confirmed, "named": named, "suggested": waiting, "person": confirmed | named}[kind]


def _has_name(photo: PhotoRecord, kind: str, asked: str) -> bool:
    names = _names(photo, kind)
    if kind in {"person", "confirmed"} and "susanne kollner" in _names(photo, "confirmed"):
        names = names | {fold("Sanne Köllner-Vogt")}
    return any(
        all(_has_words([name], word + ("*" if asked.endswith("*") else "")) for word in asked.rstrip("*").split())
        for name in names
    )


def _has_words(texts: Iterable[str], asked: str) -> bool:
    end = "" if asked.endswith("*") else " "
    return any(f" {fold(asked)}{end}" in f" {fold(text)} " for text in texts)


def _in_texts(photo: PhotoRecord, fields: Iterable[str], asked: str) -> bool:
    texts = texts_of(photo.metadata, photo.reading)
    return any(_has_words(texts[field], asked) for field in fields)


def _taken(term: Taken, photo: PhotoRecord) -> bool:
    taken = taken_of(photo.metadata, photo.reading)
    days = days_of(taken) if taken else None
    return days is not None and (term.days.first or "0") <= days[0] and days[1] <= (term.days.last or "9")


def _number(term: Number, photo: PhotoRecord) -> bool:
    number = len(photo.faces) if term.of == "faces" else len(_names(photo, "person"))
    low, high = term.bounds.least, term.bounds.most
    return (low is None or low <= number) and (high is None or number <= high)


def _state(term: State, photo: PhotoRecord) -> bool:
    if term.name == "embargoed":
        return "Sperrfrist 12" in (photo.metadata.instructions or "")
    return photo.status in {"unconfirmed": {"pending", "conflict"}, "conflict": {"conflict"}}[term.name]


def _blank(term: Blank, photo: PhotoRecord) -> bool:
    if term.name == "date":
        return taken_of(photo.metadata, photo.reading) is None
    return not texts_of(photo.metadata, photo.reading)[term.name]


_TERMS: dict[type, Callable[[Any, PhotoRecord], bool]] = {
    Person: lambda term, photo: _has_name(photo, term.kind, term.name),
    Only: lambda term, photo: (
        _has_name(photo, "person", term.name) and len(_names(photo, "person")) == 1 and len(photo.faces) <= 1
    ),
    Number: _number,
    Taken: _taken,
    Field: lambda term, photo: _in_texts(photo, [term.name], term.words),
    Blank: _blank,
    Words: lambda term, photo: _in_texts(photo, ["caption", "headline", "keyword"], term.words),
    State: _state,
    PathPart: lambda term, photo: term.part.lower() in str(photo.path).lower(),
}


def test_a_photo_whose_file_now_holds_another_is_not_found_any_more(catalogue: Catalogue, build, fill) -> None:
    before = fill("before", path="/press/same.jpg", metadata={"caption": "alt"})
    fill("after", path="/press/same.jpg", metadata={"caption": "neu"})
    assert catalogue.find("").photos == (build.id("after"),)
    assert catalogue.photo(before).metadata.caption == "alt"


def test_an_update_replaces_what_the_words_find(catalogue: Catalogue, build, fill) -> None:
    photo = fill("one", metadata={"caption": "Rathaus", "city": "Essen"})
    fill("one", metadata={"caption": "Bahnhof", "city": "Bochum"})
    assert catalogue.find("Rathaus").total == 0
    assert catalogue.find("city:Essen").total == 0
    assert catalogue.find("Bahnhof city:Bochum").photos == (photo,)

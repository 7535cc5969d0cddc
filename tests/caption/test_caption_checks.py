"""Warnings that an editor can act upon, and none where nothing is wrong."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vonlinks.caption import read_caption
from vonlinks.caption.checks import find_warnings
from vonlinks.domain import Mention

KNOWN = ("Rainer Maier", "Eva Lindner", "Jan Probst", "Yüksel Arslan", "Otto")


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("Die vier Preisträger (v.l.): Eva Muster, Ina Brandl und Karl Huber.", "The caption speaks of 4 but lists 3."),
        ("Die vier Preisträger von links: Eva Muster, Ina Brandl, Karl Huber.", "The caption speaks of 4 but lists 3."),
        ("The four winners, from left: Eva Muster, Ina Brandl and Karl Huber.", "The caption speaks of 4 but lists 3."),
        (
            "De vier winnaars, v.l.n.r.: Jan Voorbeeld, Piet Proef en Anna Toets.",
            "The caption speaks of 4 but lists 3.",
        ),
        (
            "Les quatre lauréats, de gauche à droite : Jean Exemple et Luc Modèle.",
            "The caption speaks of 4 but lists 2.",
        ),
        ("Eva Muster (l.) und Eva Mustre (r.)", "Eva Muster and Eva Mustre are nearly the same name."),
        ("Eva Muster, Eva Muster und Karl Huber (v.l.)", "Eva Muster is named twice."),
        ("Rainer Meier eröffnet das Fest.", "Rainer Meier is nearly the known name Rainer Maier."),
        ("Eva Lindnr eröffnet das Fest.", "Eva Lindnr is nearly the known name Eva Lindner."),
        ("Eva Lidnner eröffnet das Fest.", "Eva Lidnner is nearly the known name Eva Lindner."),
    ],
)
def test_a_slip_is_told_in_one_sentence(text, warning):
    assert read_caption(text, known_names=KNOWN).warnings == (warning,)


@pytest.mark.parametrize(
    "text",
    [
        "Die drei Preisträger (v.l.): Eva Muster, Ina Brandl und Karl Huber.",
        "Die vier Preisträger (v.l.): Eva Muster, Ina Brandl und Karl Huber. Es fehlt Tim Kurz.",
        "Die vier Preisträger (v.l.): Eva Muster, Ina Brandl, eine Besucherin und Karl Huber.",
        "Die vier Trainer hintere Reihe v.l.: Eva Muster, Ina Brandl; vordere Reihe v.l.: Karl Huber, Tim Kurz.",
        "Die zehn Sieger, darunter (v.l.) Eva Muster und Ina Brandl.",
        "Die vier Sieger, u.a. (v.l.) Eva Muster und Ina Brandl.",
        "Die 2. Vorsitzenden (v.l.) Eva Muster, Ina Brandl, Karl Huber",
        "Jan Probst und Jana Probst",  # two common given names
        "Jana Probst eröffnet das Fest.",
        "Yueksel Arslan eröffnet das Fest.",  # a spelling of the known name
        "Otta eröffnet das Fest.",  # too short to tell
        "Hinten v.l.: Huber, Maier, Lindner. Vorne v.l.: Maier, Kurz.",  # surnames alone
    ],
)
def test_what_may_be_right_is_not_doubted(text):
    assert read_caption(text, known_names=KNOWN).warnings == ()


@given(
    st.integers(len("Xaver "), len("Xaver Holzapfel") - 1),
    st.sampled_from("bqwx"),
    st.sampled_from(["drop", "change", "add"]),
)
def test_every_slip_of_one_letter_in_a_known_surname_is_found(place, letter, kind):
    name = "Xaver Holzapfel"
    middle = {"drop": "", "change": letter, "add": letter + name[place]}[kind]
    slip = name[:place] + middle + name[place + 1 :]
    assume(slip != name)
    warning = (f"{slip} is nearly the known name {name}.",)
    assert find_warnings([Mention(slip, (0, len(slip)))], [], [name, "Eva Lindner"]) == warning
    assert find_warnings([Mention(name, (0, len(name)))], [], [name, slip]) == ()

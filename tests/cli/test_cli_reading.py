"""What people see of a reading: complete with and without colour, narrow and wide, whatever stands in the caption."""

import os
import re
import subprocess
import sys
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from vonlinks.caption import read_caption
from vonlinks.cli.reading import coloured_caption, marked_caption, print_reading

CAPTION = (
    "Empfang: Vera Beispiel (l., Ministerin für Arbeit und Soziales) und OB Max Muster (2.v.r.) am 18. Januar 2017 im "
    "Rathaus. Ebenfalls im Bild (v.l.): Nora Probe, Jan Schulte, Leiter des Amts, und Ada Nord. Es fehlt Kai Süd. "
    "(c) Stadt Musterstadt, 2017"
)
texts = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
names = st.lists(
    st.sampled_from(["Vera Beispiel (l.)", "und Max Muster,", "OB", "\x1b[31m", "v.l.:", "\t", "[red]"]), max_size=8
)


def shown(text, *, width=80, colour=None, terminal=True):
    file = StringIO()
    console = Console(
        file=file, width=width, force_terminal=terminal, color_system=colour, no_color=colour is None, highlight=False,
        soft_wrap=True, _environ={},
    )  # fmt: skip
    print_reading(console, read_caption(text))
    return file.getvalue()


def test_everything_that_was_understood_is_told():
    told = shown(CAPTION, terminal=False)
    assert "[Vera Beispiel] (<l.>, {Ministerin für Arbeit und Soziales}) und {OB} [Max Muster] (<2.v.r.>)" in told
    assert "am |18. Januar 2017| im ~Rathaus~." in told
    assert "Es fehlt [-Kai Süd-]. _(c) Stadt Musterstadt, 2017_" in told
    assert "From the left\n  1  Nora Probe\n  2  Jan Schulte, Leiter des Amts\n  3  Ada Nord\n" in told
    assert "  2nd from the right  Max Muster, OB\n" in told
    assert "Not in the picture\n  –  Kai Süd\n" in told
    assert "Credit    © Stadt Musterstadt, 2017\nDate      Wednesday, 18 January 2017\nLanguage  German\n" in told


def test_the_legend_explains_the_marks_that_occur():
    assert "[name]  {role}  <place>  |date|  _credit_  [-not in the picture-]  ~not read~\n" in shown(
        CAPTION, width=120
    )
    assert "\n\n[name]\n\n" in shown("Vera Beispiel")


def test_rows_have_a_list_each_and_unnamed_people_keep_their_number():
    told = shown(
        "Hintere Reihe v.l.: Vera Beispiel, eine Schülerin, Max Muster; vordere Reihe v.l.: Nora Probe, Ada Nord."
    )
    assert "From the left, back row\n  1  Vera Beispiel\n  3  Max Muster\n\nFrom the left, front row\n  1  Nora" in told


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Blauer Himmel über dem Hafen", "Nobody is named."),
        ("", "Nobody is named."),
        ("Am Montag, 18. Januar 2017, kam Vera Beispiel.", "! "),
        ("Vera Beispiel traf Max Muster.", "no place told"),
    ],
)
def test_what_else_is_told(text, line):
    assert line in shown(text)


@pytest.mark.parametrize("width", [16, 24, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost(width):
    told = shown(CAPTION, width=width)
    assert max(map(len, told.splitlines())) <= width
    whole = shown(CAPTION, terminal=False)
    assert re.sub(r"\s+", "", told) == re.sub(r"\s+", "", whole)


def test_long_captions_stay_readable_lines():
    told = shown(" ".join([CAPTION] * 20), width=200)
    assert max(map(len, told.splitlines())) <= 96


@given(st.one_of(texts, names.map(" ".join)))
def test_no_caption_speaks_to_the_terminal(text):
    for told in (shown(text), shown(text, terminal=False), shown(text, colour="standard")):
        plain = re.sub(r"\x1b\[[0-9;]*m", "", told) if told != shown(text) else told
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", plain)
    assert "\x1b" not in shown(text)


@given(st.one_of(texts, names.map(" ".join)))
def test_the_text_itself_is_whole(text):
    reading = read_caption(text)
    assert len(coloured_caption(reading).plain) == len(text)
    assert len(marked_caption(reading).plain) >= len(text)


def test_colours_say_the_same_as_marks():
    told = shown(CAPTION, colour="standard")
    assert "\x1b[1;32mVera Beispiel\x1b[0m (\x1b[33ml.\x1b[0m, \x1b[36mMinisterin" in told
    assert "\x1b[2mRathaus\x1b[0m" in told
    assert "[Vera" not in told


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-c", "from vonlinks.program import main; main()", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_a_pipe_gets_no_colour_codes_and_no_wrapping():
    told = run("caption", CAPTION).stdout.decode()
    assert "\x1b" not in told
    assert len(told.splitlines()[0]) > len(CAPTION)


def test_no_color_is_obeyed_where_colours_are_forced():
    assert b"\x1b" in run("caption", CAPTION, FORCE_COLOR="1", TERM="xterm", NO_COLOR="").stdout
    told = run("caption", CAPTION, FORCE_COLOR="1", TERM="xterm", NO_COLOR="1").stdout
    assert b"\x1b" not in told
    assert b"[Vera Beispiel]" in told


@pytest.mark.parametrize(
    "arguments", [("caption", b"Wei\xdf Eva M\xdfuster (l.)"), ("caption", b"Wei\xdf Eva M\xdfuster", "--json")]
)
def test_bytes_that_are_no_text_are_no_traceback(arguments):
    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("utf-8")

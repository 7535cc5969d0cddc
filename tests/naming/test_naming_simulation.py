"""A small run of the simulation that thresholds were chosen with, so that a change of numbers cannot spoil them unseen."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "simulate_naming.py"


@pytest.fixture(scope="module")
def simulation():
    sys.path.insert(0, str(SCRIPT.parent))
    spec = importlib.util.spec_from_file_location("simulate_naming", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(SCRIPT.parent))
    del sys.modules[spec.name]


@pytest.fixture(scope="module")
def scores(simulation):
    return simulation.run(simulation.World(20), 700)


def test_strong_names_are_right_where_the_editor_is(scores):
    clean = sum(score.clean for score in scores.values())
    assert sum(score.clean_right for score in scores.values()) / clean >= 0.99


def test_nobody_counted_among_unnamed_people_is_strong(scores):
    assert scores["one in a group"].strong == 0


def test_most_faces_get_a_strong_name_where_counts_agree(scores):
    for kind in ("list", "pair (l.) (r.)", "marker and list"):
        assert scores[kind].matching_right / scores[kind].matching >= 0.9, kind


def test_probabilities_mean_what_they_say(scores):
    pairs = np.array([pair for score in scores.values() for pair in score.best], dtype=float)
    bins = np.minimum((pairs[:, 0] * 10).astype(int), 9)
    gaps = [abs(pairs[bins == b].mean(axis=0) @ (1, -1)) * (bins == b).sum() for b in range(10) if (bins == b).any()]
    assert sum(gaps) / len(pairs) <= 0.03


def test_a_missed_face_gives_no_strong_wrong_name_and_a_known_one_mends_the_list(simulation):
    wrong, _ = simulation.one_missing(simulation.World(21, tidy=True), 60, anchored=False)
    assert wrong <= 0.02
    wrong, covered = simulation.one_missing(simulation.World(22, tidy=True), 60, anchored=True)
    assert wrong <= 0.02
    assert covered >= 0.8

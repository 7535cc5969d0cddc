"""Several calls in one transaction: seen by the next call, kept whole, and each given up alone."""

import sqlite3
import threading
from contextlib import closing

import pytest

from vonlinks.catalogue import Catalogue
from vonlinks.errors import NotFoundError


class _StoppedError(Exception):
    pass


def test_calls_in_one_transaction_see_each_other_and_others_see_them_afterwards(catalogue, build, path) -> None:
    with Catalogue.open(path) as other:
        with catalogue.at_once():
            catalogue.store(build.analysis("one"), build.naming())
            catalogue.store(build.analysis("two"), build.naming())
            assert catalogue.photo(build.id("one")).id == build.id("one")
            assert other.photo_of(build.sha256("one")) is None
        assert [other.photo_of(build.sha256(name)) for name in ("one", "two")] == [build.id("one"), build.id("two")]


def test_a_call_that_fails_takes_back_itself_alone(catalogue, build) -> None:
    with catalogue.at_once():
        catalogue.store(build.analysis("one"), build.naming())
        with pytest.raises(IndexError):
            catalogue.store(build.analysis("two", faces=1), build.naming((5, "Anna Nord", 0.9, True)))
        catalogue.store(build.analysis("three"), build.naming())
    assert set(catalogue.find("", limit=None).photos) == {build.id("one"), build.id("three")}


def test_what_was_stored_before_the_rest_was_given_up_is_kept(catalogue, build) -> None:
    def one_and_no_more() -> None:
        with catalogue.at_once():
            catalogue.store(build.analysis("one"), build.naming())
            raise _StoppedError

    with pytest.raises(_StoppedError):
        one_and_no_more()
    assert catalogue.find("").photos == (build.id("one"),)
    catalogue.store(build.analysis("two"), build.naming())
    assert catalogue.find("").total == 2


def test_a_stop_in_the_middle_of_a_statement_is_told_as_it_is_and_the_next_run_goes_on(
    catalogue, build, monkeypatch
) -> None:
    class Stop(BaseException):
        """Ctrl+C, as the command line raises it."""

    def stop(*_: object) -> None:
        raise Stop

    def interrupted() -> None:
        with catalogue.at_once(), monkeypatch.context() as patch:
            catalogue.store(build.analysis("one"), build.naming())
            patch.setattr(catalogue._engine.dialect, "do_execute", stop)
            catalogue.store(build.analysis("two"), build.naming())

    with pytest.raises(Stop):
        interrupted()
    catalogue.store(build.analysis("one"), build.naming())
    catalogue.store(build.analysis("two"), build.naming())
    assert catalogue.find("").total == 2


def test_a_request_that_cannot_be_met_leaves_the_rest_kept(catalogue, build) -> None:
    with catalogue.at_once():
        catalogue.store(build.analysis("one"), build.naming())
        with pytest.raises(NotFoundError):
            catalogue.add_original(build.analysis("one").original, "0123456789abcdef")
    assert catalogue.find("").total == 1


def test_another_thread_keeps_its_own_transactions(catalogue, build) -> None:
    seen = []
    with catalogue.at_once():
        catalogue.store(build.analysis("one"), build.naming())
        reader = threading.Thread(target=lambda: seen.append(catalogue.find("").total))
        reader.start()
        reader.join()
    assert seen == [0]


def test_many_photos_are_one_transaction(catalogue, build, path) -> None:
    with closing(sqlite3.connect(path)) as database:
        before = database.execute("PRAGMA data_version").fetchone()
        with catalogue.at_once():
            for number in range(5):
                catalogue.store(build.analysis(str(number)), build.naming())
                assert database.execute("PRAGMA data_version").fetchone() == before
        assert database.execute("PRAGMA data_version").fetchone() != before

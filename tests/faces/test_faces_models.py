"""Fetching a model file, against a server on the loopback address that misbehaves in every way."""

import hashlib
import os
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from vonlinks.errors import ModelError
from vonlinks.faces import CnnEngine, FaceSettings, ModelFile, fetching, model_path
from vonlinks.faces.models import converted

CONTENT = bytes(range(256)) * 400
OFFLINE = FaceSettings.from_environment({"VONLINKS_OFFLINE": "1"})


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        if self.path == "/404":
            self.send_error(404)
            return
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/good")
            self.end_headers()
            return
        if self.path == "/slow":
            time.sleep(0.3)
        if self.path == "/silent":
            self.server.released.wait(10)
        body = CONTENT[:-1] + b"x" if self.path == "/wrong" else CONTENT
        self.send_response(200)
        if self.path == "/short":
            body = body[:5000]
        elif self.path == "/broken":
            self.send_header("Content-Length", str(len(CONTENT)))
            body = body[:5000]
        elif self.path == "/long":
            body *= 2
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def serving():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.asked, server.released = [], threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def server():
    with serving() as running:
        yield running


@pytest.fixture
def place(tmp_path):
    return FaceSettings(models=None, cache=tmp_path / "cache" / "deep")


def model_at(server, *paths):
    addresses = tuple(f"http://127.0.0.1:{server.server_address[1]}{path}" for path in paths)
    return ModelFile("toy.onnx", hashlib.sha256(CONTENT).hexdigest(), len(CONTENT), addresses)


@pytest.mark.parametrize("path", ["/good", "/slow", "/moved"])
def test_a_good_file_is_fetched_once(server, place, path):
    told = []
    model = model_at(server, path)
    got = model_path(model, settings=place, on_progress=lambda done, whole: told.append((done, whole)))
    assert got == place.cache / "toy.onnx"
    assert got.read_bytes() == CONTENT
    assert told[-1] == (len(CONTENT), len(CONTENT))
    before = len(server.asked)
    assert model_path(model, settings=place) == got
    assert len(server.asked) == before
    assert [entry.name for entry in place.cache.iterdir()] == ["toy.onnx"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/wrong", "sends another file"),
        ("/404", "answers 404"),
        ("/short", "sends only 5000 of"),
        ("/broken", "does not answer"),
        ("/long", "sends more than"),
    ],
)
def test_a_bad_answer_is_one_sentence_and_leaves_no_file(server, place, path, reason):
    with pytest.raises(ModelError, match=reason) as caught:
        model_path(model_at(server, path), settings=place)
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message
    assert not (place.cache / "toy.onnx").exists()


def test_the_next_address_is_tried(server, place):
    assert model_path(model_at(server, "/404", "/wrong", "/good"), settings=place).read_bytes() == CONTENT
    assert server.asked == ["/404", "/wrong", "/good"]


def test_a_silent_server_does_not_hang(server, place, monkeypatch):
    monkeypatch.setattr(fetching, "_READ_SECONDS", 0.2)
    with pytest.raises(ModelError, match="does not answer"):
        model_path(model_at(server, "/silent"), settings=place)


def test_nobody_listens(place):
    with serving() as gone:
        model = model_at(gone, "/good")
    with pytest.raises(ModelError, match="does not answer"):
        model_path(model, settings=place)


def test_after_a_failure_the_network_is_left_alone_for_a_while(server, place):
    with pytest.raises(ModelError):
        model_path(model_at(server, "/404"), settings=place)
    with pytest.raises(ModelError, match="minutes ago"):
        model_path(model_at(server, "/good"), settings=place)
    assert server.asked == ["/404"]
    mark = next(place.cache.glob("*.unreachable"))
    past = time.time() - 3600
    os.utime(mark, (past, past))
    assert model_path(model_at(server, "/good"), settings=place).read_bytes() == CONTENT
    assert not mark.exists()


def test_offline_asks_nobody(server, tmp_path):
    with pytest.raises(ModelError, match="VONLINKS_OFFLINE"):
        model_path(model_at(server, "/good"), settings=FaceSettings(None, tmp_path, offline=True))
    assert server.asked == []


def test_the_models_folder_comes_first_and_a_damaged_file_is_passed_over(server, tmp_path):
    given, cache = tmp_path / "models", tmp_path / "cache"
    given.mkdir()
    settings = FaceSettings(models=given, cache=cache)
    (given / "toy.onnx").write_bytes(CONTENT)
    assert model_path(model_at(server, "/404"), settings=settings) == given / "toy.onnx"
    (given / "toy.onnx").write_bytes(b"no model")
    assert model_path(model_at(server, "/good"), settings=settings) == cache / "toy.onnx"
    (cache / "toy.onnx").write_bytes(b"no model")
    with pytest.raises(ModelError, match=r"is damaged .* is damaged .* answers 404"):
        model_path(model_at(server, "/404"), settings=settings)


def test_a_cache_that_cannot_be_written_is_said(server, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ModelError, match="cannot be written"):
        model_path(model_at(server, "/good"), settings=FaceSettings(None, tmp_path / "file" / "cache"))


def test_a_conversion_is_made_once_for_each_source(tmp_path):
    settings = FaceSettings(None, tmp_path / "cache")
    source = tmp_path / "weights.dat"
    calls = []

    def build(raw):
        calls.append(raw)
        return b"<" + raw + b">"

    source.write_bytes(b"one")
    first = converted(source, "toy-1", build, settings)
    assert first.read_bytes() == b"<one>"
    assert converted(source, "toy-1", build, settings) == first
    source.write_bytes(b"two")
    assert converted(source, "toy-1", build, settings).read_bytes() == b"<two>"
    assert converted(source, "toy-2", build, settings) != first
    assert calls == [b"one", b"two", b"two"]


def test_without_a_cache_the_conversion_is_used_from_memory(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    source = tmp_path / "weights.dat"
    source.write_bytes(b"one")
    assert converted(source, "toy-1", lambda raw: raw * 2, FaceSettings(None, tmp_path / "file")) == b"oneone"


def test_a_source_that_is_gone_is_one_sentence(tmp_path):
    with pytest.raises(ModelError, match="cannot be read"):
        converted(tmp_path / "none", "toy-1", lambda raw: raw, OFFLINE)


def test_a_damaged_conversion_is_made_anew(tmp_path):
    settings = FaceSettings(None, tmp_path)
    CnnEngine(settings=settings)
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:100])
    CnnEngine(settings=settings)
    assert kept.read_bytes() == whole

"""What runs the models: providers that are asked for, threads, and the processor where nothing else can."""

from dataclasses import replace

import numpy as np
import onnxruntime as ort
import pytest

from vonlinks.faces import FaceSettings, OnnxEmbedder, load_finder, sessions

CPU, CUDA, COREML = "CPUExecutionProvider", "CUDAExecutionProvider", "CoreMLExecutionProvider"


@pytest.fixture
def opened(monkeypatch):
    """Sessions that are asked for: their options and arguments."""
    asked = []

    def session(source, options, **more):
        asked.append((options, more))
        if CUDA in more["providers"] and "cuda" in session.broken:
            raise RuntimeError("libcudart.so is missing.\nand more")
        return "session"

    session.broken = set()
    monkeypatch.setattr(ort, "InferenceSession", session)
    monkeypatch.setattr(ort, "get_available_providers", lambda: [CUDA, COREML, CPU])
    monkeypatch.setattr(sessions, "_refused", {})
    session.asked = asked
    return session


def given(tmp_path, *providers, threads=1):
    return FaceSettings(models=None, cache=tmp_path, offline=True, providers=providers, threads=threads)


@pytest.mark.parametrize(
    ("wanted", "used"),
    [
        ((), [CPU]),
        (("cuda",), [CUDA, CPU]),
        (("CUDAExecutionProvider",), [CUDA, CPU]),
        (("CoreML", "cuda"), [COREML, CUDA, CPU]),
        (("tensorrt", "cuda"), [CUDA, CPU]),
        (("cpu",), [CPU]),
        (("CPUExecutionProvider",), [CPU]),
    ],
)
def test_providers_are_used_in_the_order_they_are_wanted(opened, tmp_path, wanted, used):
    settings = given(tmp_path, *wanted)
    assert sessions.open_session(b"", settings) == "session"
    assert opened.asked[0][1]["providers"] == used
    assert opened.asked[0][1]["enable_fallback"] == 0
    assert sessions.unused_providers(settings) is None


def test_one_that_is_not_installed_is_one_sentence(opened, tmp_path):
    settings = given(tmp_path, "rocm")
    sessions.open_session(b"", settings)
    assert opened.asked[0][1]["providers"] == [CPU]
    said = "ONNX Runtime cannot use rocm here, so the processor does the work: it is not installed."
    assert sessions.unused_providers(settings) == said


def test_one_that_will_not_start_is_one_sentence_and_no_line_on_standard_output(opened, tmp_path, capsys):
    opened.broken.add("cuda")
    settings = given(tmp_path, "cuda")
    assert sessions.open_session(b"", settings) == "session"
    assert [more["providers"] for _, more in opened.asked] == [[CUDA, CPU], [CPU]]
    sentence = sessions.unused_providers(settings)
    assert sentence == "ONNX Runtime cannot use cuda here, so the processor does the work: libcudart.so is missing."
    assert capsys.readouterr().out == ""


def test_a_session_takes_no_more_threads_than_it_is_given(opened, tmp_path):
    sessions.open_session(b"", given(tmp_path, threads=3))
    options = opened.asked[0][0]
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (3, 1)
    assert options.get_session_config_entry("session.intra_op.allow_spinning") == "0"


def test_the_finder_says_what_is_not_used_and_works_all_the_same(settings, astronaut):
    wanting = replace(settings, providers=("nosuch",))
    finder = load_finder("hog", settings=wanting)
    assert finder.notice is not None
    assert finder.notice.count("nosuch") == 1
    box = [(172.0, 62.0, 105.0, 135.0)]
    plain = OnnxEmbedder(settings=settings).embed(astronaut, box)
    assert np.array_equal(OnnxEmbedder(settings=wanting).embed(astronaut, box), plain)

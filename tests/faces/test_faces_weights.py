"""The reader of dlib's files, on bytes written by a writer of its own and on damaged ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonlinks.errors import ModelError
from vonlinks.faces.dlib_graphs import detector_model, embedding_model
from vonlinks.faces.dlib_weights import Affine, Convolution, FullyConnected, Reader, read_layers
from vonlinks.faces.published import published_model


def integer(value):
    length = max((abs(value).bit_length() + 7) // 8, 1)
    return bytes([length | (0x80 if value < 0 else 0)]) + abs(value).to_bytes(length, "little")


def name(text):
    return integer(len(text)) + text.encode()


def tensor(values, *shape):
    return integer(2) + b"".join(map(integer, shape)) + np.asarray(values, "<f4").tobytes()


@given(st.integers(-(2**63), 2**63 - 1))
def test_integers_come_back(value):
    raw = integer(value)
    reader = Reader(raw)
    assert reader.integer() == value
    assert reader.at == len(raw)


@given(st.integers(-(2**53), 2**53), st.integers(-60, 60))
def test_floats_are_mantissa_and_exponent(mantissa, exponent):
    assert Reader(integer(mantissa) + integer(exponent)).floating() == mantissa * 2.0**exponent


def test_layers_are_read_in_their_order():
    kernel, bias = np.arange(2 * 3 * 5 * 5), [7.0, 8.0]
    con = name("con_4") + tensor([*kernel, *bias], 152, 1, 1, 1) + b"".join(map(integer, (2, 5, 5, 2, 2, 0, 0)))
    aff = name("affine_") + tensor([2.0, 3.0, -1.0, -2.0], 1, 4, 1, 1) + b"".join(map(integer, (1, 1, 2, 1, 1)))
    place = b"".join(map(integer, (1, 1, 2, 1, 1)))
    statistics = b"".join(tensor(pair, 1, 2, 1, 1) for pair in ((9, 9), (9, 9), (1, 2), (3 - 1e-4, 8 - 1e-4)))
    norm = name("bn_con2") + tensor([2.0, 4.0, 1.0, 1.0], 4, 1, 1, 1) + place * 2 + statistics
    full = name("fc_2") + integer(2) + integer(3) + tensor(range(6), 3, 2, 1, 1)
    layers = read_layers(b"start" + con + aff + b"between" + norm + full + b"end")
    assert [type(layer) for layer in layers] == [Convolution, Affine, Affine, FullyConnected]
    first, affine, norm_read, last = layers
    assert first.kernel.shape == (2, 3, 5, 5)
    assert first.kernel.ravel().tolist() == kernel.tolist()
    assert (first.bias.tolist(), first.stride, first.padding) == (bias, 2, 0)
    assert (affine.scale.tolist(), affine.shift.tolist()) == ([2, 3], [-1, -2])
    factor = np.array([2, 4]) / np.sqrt([3, 8])
    assert norm_read.scale == pytest.approx(factor, rel=1e-5)
    assert norm_read.shift == pytest.approx(1 - factor * [1, 2], rel=1e-4)
    assert last.weight.tolist() == [[0, 1], [2, 3], [4, 5]]


@pytest.mark.parametrize("raw", [b"", b"nothing here", name("con_4"), name("con_4") + integer(1)])
def test_other_bytes_are_one_sentence(raw):
    with pytest.raises(ModelError, match=r"^The dlib file .*\.$"):
        read_layers(raw)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.999])
@pytest.mark.parametrize(
    ("location", "build"),
    [("face_recognition_model_location", embedding_model), ("cnn_face_detector_model_location", detector_model)],
)
def test_a_truncated_file_is_one_sentence(location, build, share):
    raw = published_model(location).read_bytes()
    with pytest.raises(ModelError, match=r"^The dlib file .*\.$"):
        build(raw[: int(len(raw) * share)])


def test_the_other_network_is_refused():
    with pytest.raises(ModelError):
        embedding_model(published_model("cnn_face_detector_model_location").read_bytes())
    with pytest.raises(ModelError):
        detector_model(published_model("face_recognition_model_location").read_bytes())

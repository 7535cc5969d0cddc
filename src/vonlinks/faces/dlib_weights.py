"""Reader of dlib's network files (`.dat`), as face_recognition_models ships them.

The format is dlib's own serialisation (dlib/serialize.h and dlib/dnn/layers.h, Boost licence): an integer is one length
byte, whose bit 7 is the sign, and that many little-endian bytes; a string is its length and its bytes; a tensor is the
integer 2, four dimensions and float32 values; a float is a mantissa and a binary exponent, two integers. Layers follow
each other from input to output; those with weights begin with their name.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vonlinks.errors import ModelError

__all__ = ["Affine", "Convolution", "FullyConnected", "Layer", "Reader", "read_layers"]

Floats = NDArray[np.float32]

# Length byte, length and name of every layer that has weights.
_LAYER = re.compile(rb"\x01\x05(con_4)|\x01\x07(affine_)|\x01\x07(bn_con2)|\x01\x04(fc_2)", re.DOTALL)
# dlib's batch normalisation adds this to the variance (DEFAULT_BATCH_NORM_EPS).
_BATCH_NORM_EPS = 1e-4


@dataclass(frozen=True, slots=True)
class Convolution:
    """`kernel` has shape (out, in, rows, columns), `bias` (out)."""

    kernel: Floats
    bias: Floats
    stride: int
    padding: int


@dataclass(frozen=True, slots=True)
class Affine:
    """Multiplies each channel by `scale` and adds `shift`; batch normalisation is read as one."""

    scale: Floats
    shift: Floats


@dataclass(frozen=True, slots=True)
class FullyConnected:
    """`weight` has shape (in, out); no bias."""

    weight: Floats


Layer = Convolution | Affine | FullyConnected


class Reader:
    """A place in the bytes of a dlib file, moved on by each read."""

    def __init__(self, raw: bytes, at: int = 0) -> None:
        self.raw = raw
        self.at = at

    def integer(self) -> int:
        """Read one integer.

        >>> Reader(bytes([0x01, 5])).integer(), Reader(bytes([0x82, 1, 1])).integer()
        (5, -257)
        """
        control = self.raw[self.at]
        length = control & 0x0F
        value = int.from_bytes(self.raw[self.at + 1 : self.at + 1 + length], "little")
        self.at += 1 + length
        return -value if control & 0x80 else value

    def floating(self) -> float:
        """Read one number written as mantissa and exponent; infinity and NaN do not occur in weights.

        >>> Reader(bytes([0x01, 3, 0x81, 2])).floating()
        0.75
        """
        mantissa, exponent = self.integer(), self.integer()
        return float(mantissa) * 2.0**exponent

    def tensor(self) -> Floats:
        """Read one tensor of four dimensions."""
        if self.integer() != 2:
            raise ModelError("The dlib file has a tensor of an unknown version.")
        shape = [self.integer() for _ in range(4)]
        count = int(np.prod(shape))
        values = np.frombuffer(self.raw, "<f4", count, self.at)
        self.at += 4 * count
        return values.astype(np.float32).reshape(shape)


def read_layers(raw: bytes) -> list[Layer]:
    """Read all layers with weights, from input to output.

    Raises:
        ModelError: the bytes are not a network of these layers.
    """
    try:
        layers = list(_layers(raw))
    except (IndexError, ValueError) as error:
        raise ModelError("The dlib file is damaged: a layer ends too early.") from error
    if not layers:
        raise ModelError("The dlib file has no layer that can be read.")
    return layers


def _layers(raw: bytes) -> Iterator[Layer]:
    read: dict[bytes, Callable[[Reader], Layer]] = {
        b"con_4": _convolution,
        b"affine_": _affine,
        b"bn_con2": _batch_norm,
        b"fc_2": _fully_connected,
    }
    at = 0
    while found := _LAYER.search(raw, at):
        reader = Reader(raw, found.end())
        yield read[found[found.lastindex or 0]](reader)
        # Behind the weights, so that no float can be taken for a name.
        at = reader.at


def _convolution(reader: Reader) -> Convolution:
    """con_4: weights, filters, rows, columns, stride y and x, padding y and x; the biases end the weights."""
    weights = reader.tensor().ravel()
    filters, rows, columns, stride, _, padding, _ = (reader.integer() for _ in range(7))
    kernel, bias = weights[:-filters], weights[-filters:]
    return Convolution(kernel.reshape(filters, -1, rows, columns), bias, stride, padding)


def _affine(reader: Reader) -> Affine:
    """affine_: one tensor, first the scales, then the shifts."""
    scale, shift = np.split(reader.tensor().ravel(), 2)
    return Affine(scale, shift)


def _batch_norm(reader: Reader) -> Affine:
    """bn_con2: scales and shifts; where they lie; then mean, deviation, running mean and running variance."""
    scale, shift = np.split(reader.tensor().ravel(), 2)
    for _ in range(2):  # the places of scales and shifts in that tensor: version and four dimensions each
        for _ in range(5):
            reader.integer()
    statistics = [reader.tensor().ravel() for _ in range(4)]
    mean, variance = statistics[2], statistics[3]
    factor = scale / np.sqrt(variance + np.float32(_BATCH_NORM_EPS))
    return Affine(factor, shift - factor * mean)


def _fully_connected(reader: Reader) -> FullyConnected:
    """fc_2: outputs, inputs, weights."""
    outputs, inputs = reader.integer(), reader.integer()
    return FullyConnected(reader.tensor().reshape(inputs, outputs))

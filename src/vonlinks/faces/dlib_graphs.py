"""dlib's two networks of face_recognition_models as ONNX graphs, built from the weights in their `.dat` files.

Shapes after dlib's own definitions (examples/dnn_face_recognition_ex.cpp and dnn_mmod_face_detection_ex.cpp, public
domain). Input of both: RGB, channels first, normalised by `normalised`.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vonlinks.errors import ModelError
from vonlinks.faces.dlib_weights import Affine, Convolution, FullyConnected, Layer, read_layers

if TYPE_CHECKING:
    from onnx import NodeProto, TensorProto

__all__ = ["CHIP_PIXELS", "detector_model", "embedding_model", "normalised"]

CHIP_PIXELS = 150
"""Side of the square face picture that the embedding network takes."""

# dlib's input layers subtract the mean colour of their training pictures (dlib/dnn/input.h) and divide by 256.
_MEAN_COLOUR = np.array([122.782, 117.001, 104.298], np.float32)
_OPSET = 17
# Readers of this age take the graph; ONNX itself writes newer ones by default.
_IR_VERSION = 8


def normalised(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Turn pictures (n, height, width, 3), 0..255, into the networks' input (n, 3, height, width)."""
    scaled = (pixels.astype(np.float32) - _MEAN_COLOUR) / np.float32(256)
    return np.ascontiguousarray(scaled.transpose(0, 3, 1, 2))


def embedding_model(raw: bytes) -> bytes:
    """Build the embedding network: `chips` (n, 3, 150, 150) to `embeddings` (n, 128).

    Raises:
        ModelError: `raw` is not dlib's face recognition network.
    """
    layers = read_layers(raw)
    if not isinstance(layers[-1], FullyConnected):
        raise ModelError("The dlib file is not a face recognition network.")
    graph = _Graph("chips")
    pairs = list(zip(layers[:-1:2], layers[1:-1:2], strict=True))
    graph.convolution(*pairs[0])
    graph.relu()
    graph.pool("MaxPool", 3)
    side = _after(_after(CHIP_PIXELS, 7), 3)
    for first, second in zip(pairs[1::2], pairs[2::2], strict=True):
        side = graph.residual(first, second, side)
    graph.node("GlobalAveragePool")
    graph.node("Flatten", axis=1)
    graph.node("MatMul", graph.constant(layers[-1].weight))
    return graph.serialised("embeddings", (3, CHIP_PIXELS, CHIP_PIXELS), ("batch", layers[-1].weight.shape[1]))


def detector_model(raw: bytes) -> bytes:
    """Build the CNN detector: `picture` (n, 3, height, width) to `scores` (n, 1, about height / 8, width / 8).

    Raises:
        ModelError: `raw` is not dlib's face detection network.
    """
    layers = read_layers(raw)
    last = layers.pop()
    if not isinstance(last, Convolution):
        raise ModelError("The dlib file is not a face detection network.")
    graph = _Graph("picture")
    for convolution, affine in zip(layers[::2], layers[1::2], strict=True):
        graph.convolution(convolution, affine)
        graph.relu()
    graph.convolution(last, Affine(np.ones(1, np.float32), np.zeros(1, np.float32)))
    return graph.serialised("scores", (3, "height", "width"), ("batch", 1, "rows", "columns"))


def _after(side: int, kernel: int) -> int:
    """Side that stride 2 without padding leaves."""
    return (side - kernel) // 2 + 1


class _Graph:
    """A chain of ONNX nodes under construction; `at` is the name of the value that the next node reads."""

    def __init__(self, start: str) -> None:
        self.start = self.at = start
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, values: NDArray[np.float32] | NDArray[np.int64]) -> str:
        from onnx import numpy_helper  # noqa: PLC0415 - slow to import, needed once a model

        name = f"constant{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, kind: str, *more: str, **attributes: int | list[int]) -> None:
        """Add a node that reads the last value, then `more`."""
        from onnx import helper  # noqa: PLC0415 - slow to import, needed once a model

        result = f"value{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, [self.at, *more], [result], None, None, None, None, **attributes))
        self.at = result

    def convolution(self, layer: Layer, affine: Layer) -> None:
        """Add a convolution with the affine layer that follows it folded into its weights."""
        if not isinstance(layer, Convolution) or not isinstance(affine, Affine):
            raise ModelError("The dlib file has its layers in an unknown order.")
        scale = affine.scale.astype(np.float64)
        kernel = (layer.kernel * scale[:, None, None, None]).astype(np.float32)
        bias = (layer.bias * scale + affine.shift).astype(np.float32)
        self.node(
            "Conv",
            self.constant(kernel),
            self.constant(bias),
            strides=[layer.stride] * 2,
            pads=[layer.padding] * 4,
        )

    def relu(self) -> None:
        self.node("Relu")

    def pool(self, kind: str, size: int) -> None:
        self.node(kind, kernel_shape=[size] * 2, strides=[2, 2])

    def pad(self, channels: int, edge: int) -> None:
        """Fill up with zeros: channels behind the last, pixels at the right and the bottom."""
        if channels or edge:
            self.node("Pad", self.constant(np.array([0, 0, 0, 0, 0, channels, edge, edge], np.int64)))

    def residual(self, first: tuple[Layer, Layer], second: tuple[Layer, Layer], side: int) -> int:
        """Add two convolutions with a shortcut around them; returns the side of the result.

        Where the first has stride 2 the shortcut is average-pooled, and of the two that meet the one with fewer
        channels or pixels is filled up.
        """
        before = self.at
        opening = first[0]
        if not isinstance(opening, Convolution):
            raise ModelError("The dlib file has its layers in an unknown order.")
        self.convolution(*first)
        self.relu()
        self.convolution(*second)
        if opening.stride == 2:
            pooled = _after(side, 2)
            self.pad(0, pooled - _after(side, opening.kernel.shape[2]))
            body, self.at, side = self.at, before, pooled
            self.pool("AveragePool", 2)
            filters, channels = opening.kernel.shape[:2]
            self.pad(filters - channels, 0)
        else:
            body, self.at = self.at, before
        self.node("Add", body)
        self.relu()
        return side

    def serialised(self, result: str, taken: tuple[str | int, ...], given: tuple[str | int, ...]) -> bytes:
        """Close the chain and give the bytes of the model."""
        from onnx import TensorProto, checker, helper  # noqa: PLC0415 - slow to import, needed once a model

        self.nodes[-1].output[0] = result
        graph = helper.make_graph(
            self.nodes,
            "vonlinks",
            [helper.make_tensor_value_info(self.start, TensorProto.FLOAT, ["batch", *taken])],
            [helper.make_tensor_value_info(result, TensorProto.FLOAT, list(given))],
            self.constants,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR_VERSION)
        checker.check_model(model)
        made: bytes = model.SerializeToString()
        return made

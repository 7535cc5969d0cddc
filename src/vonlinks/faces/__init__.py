"""Faces of a photo: found by an engine, described by an embedding, put in rows and in order from the viewer's left."""

from vonlinks.faces.cnn import CnnEngine
from vonlinks.faces.drawing import draw_faces
from vonlinks.faces.embedding import DLIB_MODEL, OnnxEmbedder
from vonlinks.faces.engine import Detection, Embedder, Engine
from vonlinks.faces.finder import ENGINES, FaceFinder, load_finder
from vonlinks.faces.hog import HogEngine
from vonlinks.faces.models import YUNET, ModelFile, model_path
from vonlinks.faces.ordering import Place, order_faces
from vonlinks.faces.reference import FaceRecognitionEmbedder, FaceRecognitionEngine
from vonlinks.faces.settings import FaceSettings
from vonlinks.faces.yunet import YuNetEngine

__all__ = [
    "DLIB_MODEL",
    "ENGINES",
    "YUNET",
    "CnnEngine",
    "Detection",
    "Embedder",
    "Engine",
    "FaceFinder",
    "FaceRecognitionEmbedder",
    "FaceRecognitionEngine",
    "FaceSettings",
    "HogEngine",
    "ModelFile",
    "OnnxEmbedder",
    "Place",
    "YuNetEngine",
    "draw_faces",
    "load_finder",
    "model_path",
    "order_faces",
]

"""Ordered faces, a caption's reading and identity evidence in; names with probabilities and reasons out, or abstention."""

from vonlinks.naming.parameters import DEFAULTS, Parameters
from vonlinks.naming.photo import name_faces

__all__ = ["DEFAULTS", "Parameters", "name_faces"]

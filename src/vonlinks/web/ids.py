"""The only keys by which the page asks for photos and faces: ids, never paths."""

import re

from vonlinks.errors import NotFoundError

__all__ = ["face_id", "photo_id"]

_PHOTO = re.compile(r"[0-9a-f]{16}")
_FACE = re.compile(r"[0-9a-f]{16}-[0-9]{1,6}")


def photo_id(text: str) -> str:
    """`text` if it has the form of a photo id: 16 hex digits.

    Raises:
        NotFoundError: it has another form, so no photo can have it.
    """
    if _PHOTO.fullmatch(text) is None:
        raise NotFoundError("There is no such photo.")
    return text


def face_id(text: str) -> str:
    """`text` if it has the form of a face id: "<photo id>-<number>".

    Raises:
        NotFoundError: it has another form, so no face can have it.
    """
    if _FACE.fullmatch(text) is None:
        raise NotFoundError("There is no such face.")
    return text

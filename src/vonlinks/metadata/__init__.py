"""Files to metadata and upright pixels, and back: EXIF, IPTC, XMP, captions.csv, sidecars, thumbnails."""

from vonlinks.metadata.companions import CaptionSheets, Companions, companions
from vonlinks.metadata.derivatives import Derivatives, derive, encoded, face_crop, looks_same, thumbnail
from vonlinks.metadata.files import PhotoFolder, file_sha256, find_folders, find_photos, is_photo
from vonlinks.metadata.looks import Comparison, Copy, copy_of, look_of
from vonlinks.metadata.picture import PIXEL_LIMIT, Picture
from vonlinks.metadata.reading import read_metadata
from vonlinks.metadata.sheet import Sheet, SheetRow, read_sheet

__all__ = [
    "PIXEL_LIMIT",
    "CaptionSheets",
    "Companions",
    "Comparison",
    "Copy",
    "Derivatives",
    "PhotoFolder",
    "Picture",
    "Sheet",
    "SheetRow",
    "companions",
    "copy_of",
    "derive",
    "encoded",
    "face_crop",
    "file_sha256",
    "find_folders",
    "find_photos",
    "is_photo",
    "look_of",
    "looks_same",
    "read_metadata",
    "read_sheet",
    "thumbnail",
]

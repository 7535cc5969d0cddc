"""Files to metadata and upright pixels, and back: EXIF, IPTC, XMP, captions.csv, sidecars, thumbnails."""

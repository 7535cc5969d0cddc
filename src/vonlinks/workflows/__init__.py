"""Where the parts meet: ingest, suggest, review, search, export. Prints nothing."""

from vonlinks.workflows.ingest import IngestReport, Progress
from vonlinks.workflows.library import Library
from vonlinks.workflows.review import strong_names

__all__ = ["IngestReport", "Library", "Progress", "strong_names"]

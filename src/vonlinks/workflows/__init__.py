"""Where the parts meet: ingest, suggest, review, search, export. Prints nothing."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vonlinks.workflows.articles import Article, ArticleCaption, read_article
    from vonlinks.workflows.ingest import IngestReport, Progress
    from vonlinks.workflows.library import Library
    from vonlinks.workflows.review import strong_names

__all__ = ["Article", "ArticleCaption", "IngestReport", "Library", "Progress", "read_article", "strong_names"]

_HOMES = {
    "Article": "articles",
    "ArticleCaption": "articles",
    "IngestReport": "ingest",
    "Library": "library",
    "Progress": "ingest",
    "read_article": "articles",
    "strong_names": "review",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the module protocol (PEP 562)
    """Import on first use: whoever only reads a caption waits neither for the database nor for the face models."""
    if name not in _HOMES:
        raise AttributeError(f"module 'vonlinks.workflows' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(f"vonlinks.workflows.{_HOMES[name]}"), name)

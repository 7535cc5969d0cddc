"""Saved pages beside the photos: which pictures they show, and what is printed under them."""

from vonlinks.metadata.articles.finding import find_pages
from vonlinks.metadata.articles.model import Page, PageCaption, PagePicture, Paragraph, file_name, picture_key
from vonlinks.metadata.articles.reading import PAGE_ENDINGS, read_page

__all__ = [
    "PAGE_ENDINGS",
    "Page",
    "PageCaption",
    "PagePicture",
    "Paragraph",
    "file_name",
    "find_pages",
    "picture_key",
    "read_page",
]

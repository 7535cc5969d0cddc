"""HTML to pictures with what is printed under them.

The page is read as one stream of pictures and texts in document order; then each caption finds its picture. So it does
not matter which of the many ways to mark up a caption a page has chosen, or how much of the markup is broken.
"""

from lxml import etree, html

from vonlinks.metadata.articles.model import Page
from vonlinks.metadata.articles.placing import place_captions
from vonlinks.metadata.articles.stream import read_stream

__all__ = ["parse_html"]


def parse_html(text: str) -> Page:
    """Read the pictures and texts of a page; never raises."""
    # A text that was decoded already must not be decoded again as its own declaration says.
    parser = html.HTMLParser(encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return Page()  # nothing in it
    return place_captions(read_stream(root))

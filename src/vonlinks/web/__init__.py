"""The page on top of the workflows: looking, searching and confirming names in a browser."""

from vonlinks.web.app import create_app
from vonlinks.web.server import serve

__all__ = ["create_app", "serve"]

"""What is known, kept: SQLModel rows, migrations, search, gallery of confirmed faces, history of decisions."""

from vonlinks.catalogue.catalogue import Catalogue
from vonlinks.catalogue.ingesting import KnownOriginal, Stored
from vonlinks.catalogue.records import Counts

__all__ = ["Catalogue", "Counts", "KnownOriginal", "Stored"]

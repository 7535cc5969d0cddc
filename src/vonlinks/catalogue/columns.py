"""Column types that SQL does not have."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

__all__ = ["AnyText", "MomentText", "PathText"]

# os.fsdecode turns bytes that are no UTF-8 into lone surrogates, which no database takes as text. Moved up by this
# much they are private-use characters of plane 16, which nobody writes by hand, and the way back is exact.
_PLANE_16 = 0x100000
_HIDE = {code: code + _PLANE_16 for code in range(0xD800, 0xE000)}
_SHOW = {code + _PLANE_16: code for code in range(0xD800, 0xE000)}


class AnyText(TypeDecorator[str]):
    """Text that may hold lone surrogates, as names of files and broken metadata do."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the base class asks for it
        """To the database."""
        return value if value is None or value.isascii() else value.translate(_HIDE)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the base class asks for it
        """From the database."""
        return value if value is None or value.isascii() else value.translate(_SHOW)


class PathText(TypeDecorator[Path]):
    """A path as text."""

    impl = AnyText
    cache_ok = True

    def process_bind_param(self, value: Path | str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the base class asks for it
        """To the database; plain text passes, so that patterns can be compared."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Path | None:  # noqa: ARG002 - the base class asks for it
        """From the database."""
        return None if value is None else Path(value)


class MomentText(TypeDecorator[datetime]):
    """A moment as ISO 8601 text, so that its offset survives where the database keeps none."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the base class asks for it
        """To the database."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the base class asks for it
        """From the database."""
        return None if value is None else datetime.fromisoformat(value)

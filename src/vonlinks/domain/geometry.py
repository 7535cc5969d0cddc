"""Rectangles in the upright picture."""

from dataclasses import dataclass

__all__ = ["Box"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle relative to the upright picture: 0..1 in both directions, origin at the top left.

    A box may reach over the picture's edge (a face cut by the frame), so values below 0 and above 1 are legal.
    """

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def from_pixels(cls, x: float, y: float, width: float, height: float, size: tuple[int, int]) -> "Box":
        """Build from pixels of an upright picture of `size` (width, height)."""
        return cls(x / size[0], y / size[1], width / size[0], height / size[1])

    def to_pixels(self, size: tuple[int, int]) -> tuple[int, int, int, int]:
        """(x, y, width, height) in whole pixels of an upright picture of `size` (width, height).

        >>> Box(0.25, 0.5, 0.125, 0.25).to_pixels((800, 400))
        (200, 200, 100, 100)
        """
        return (
            round(self.x * size[0]),
            round(self.y * size[1]),
            round(self.width * size[0]),
            round(self.height * size[1]),
        )

    @property
    def center(self) -> tuple[float, float]:
        """The middle, relative to the upright picture."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def area(self) -> float:
        """Share of the picture that the box covers, overhang included."""
        return self.width * self.height

    def iou(self, other: "Box") -> float:
        """Intersection over union with `other`, 0..1.

        >>> Box(0, 0, 0.5, 0.5).iou(Box(0, 0, 0.5, 0.25))
        0.5
        """
        wide = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        high = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        shared = max(wide, 0.0) * max(high, 0.0)
        union = self.area + other.area - shared
        return shared / union if union > 0 else 0.0

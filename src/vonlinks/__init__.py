"""vonlinks: a library for press photos that knows who is in the picture because it reads the caption."""

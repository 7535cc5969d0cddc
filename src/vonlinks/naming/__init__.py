"""Ordered faces, a caption reading and identity evidence to suggestions with probability, or abstention. Pure."""

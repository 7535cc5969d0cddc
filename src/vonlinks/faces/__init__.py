"""Pixels to faces: engines behind one small Protocol, embeddings, rows and left-to-right order."""

"""The page on top of the workflows."""

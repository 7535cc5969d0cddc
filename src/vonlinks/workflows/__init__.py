"""Where the parts meet: ingest, suggest, review, search, export. Prints nothing."""

"""Alembic migrations, run by vonlinks.catalogue.schema when a catalogue is opened."""

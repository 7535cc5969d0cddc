"""What is known, kept: SQLModel rows, migrations, search, gallery of confirmed faces, history of decisions."""

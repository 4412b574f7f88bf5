"""Keep an installation well: backup, restore, retention, doctor and verification."""

"""The sections of the printed report."""

"""Atom feeds for feed readers, and calendars."""

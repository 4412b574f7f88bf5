"""Feeds and calendars: what happened in a workshop, what is due, and what cities published."""

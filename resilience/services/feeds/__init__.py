"""Feeds: what happened in a workshop, and what cities published, for feed readers."""

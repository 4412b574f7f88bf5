"""Frameworks, their official wording, and the kinds of files that people bring."""

"""Figures of a vote: what is counted, what is served, and what is frozen when it closes."""

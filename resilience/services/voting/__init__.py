"""Answers of participants: stored, delivered, erased and handed out."""

"""Mails about due dates: their words, and how they are sent."""

"""Scorecards on paper and in Excel, handed out and read back."""

"""How often the words of a result are false, and how often ranges hold the truth: by simulation."""

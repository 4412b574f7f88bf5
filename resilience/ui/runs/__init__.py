"""How many page runs compute at a time, and who is next."""

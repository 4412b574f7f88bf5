"""How often stated findings are false and ranges contain the true value, by simulation."""

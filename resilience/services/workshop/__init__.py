"""Set a workshop up, join it, and follow it through its phases."""

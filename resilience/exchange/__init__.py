"""Files that others write and read: responses as tidy CSV."""

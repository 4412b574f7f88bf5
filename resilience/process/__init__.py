"""What keeps the server prompt: its socket, garbage collection, background work."""

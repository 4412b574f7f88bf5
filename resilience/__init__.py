"""A city scores its own resilience in a workshop."""

"""Results after the reveal: discussion, priorities, comparison over votes and years."""

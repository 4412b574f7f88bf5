"""What the room decides: agreed levels, actions, targets and weights."""

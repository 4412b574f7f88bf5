"""The evidence that a city collects for the indicators of a framework, all year."""

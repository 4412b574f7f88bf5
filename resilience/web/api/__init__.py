"""The read-only interface for programs, `/api/v1`: tables as JSON and CSV, described by OpenAPI."""

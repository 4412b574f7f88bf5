"""`python -m resilience` is the `resilience` command."""

from resilience.cli import main

main()

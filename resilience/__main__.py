"""`python -m resilience` and the `resilience` command."""

import gc


def main() -> None:
    """Run the command."""
    # what is imported stays: to look through it for what does not takes a fifth of the start
    gc.disable()
    from resilience.cli import main as command  # noqa: PLC0415

    gc.enable()
    command()


if __name__ == "__main__":
    main()

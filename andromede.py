"""The command line: argument parsing only. Each command imports what it needs: `validate` must not pay for the web."""

import typer

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Andromède: a knowledge graph of Europe's sovereign-cloud policy."
)


def main() -> None:
    """The entry point of the console script."""
    app()


if __name__ == "__main__":
    main()

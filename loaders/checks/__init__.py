"""The checks of curated files: from their text to findings, each with its place."""

"""Finding things by name: the index of a release, and how alike two names are."""

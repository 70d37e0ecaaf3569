"""Where queries run: worker processes over a read-only store, their pool, and how each is stopped."""

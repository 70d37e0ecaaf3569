"""The text of a query: its words, its form, what it may not do, and where a mistake in it really is."""

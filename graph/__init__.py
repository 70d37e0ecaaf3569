"""The graph and its engine: names, releases, queries. Imports `ontology` alone."""

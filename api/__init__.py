"""HTTP over a release. Never touches a store and holds no SPARQL text."""

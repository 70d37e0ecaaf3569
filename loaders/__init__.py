"""From curated files to a release. Imports `graph` and `ontology`; never listens."""

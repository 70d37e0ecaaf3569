"""The endpoint: SPARQL over HTTP and in a terminal, its page, and what its editor offers."""

"""The making of a release: from asserted graphs to the files that are served."""

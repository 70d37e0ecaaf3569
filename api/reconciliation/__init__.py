"""The W3C Entity Reconciliation API, 0.2 and the draft of 1.0, over the search index."""

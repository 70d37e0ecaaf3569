"""The linked-data façade: each kind of address of ours as a document in every format."""

"""Whether the ontology contradicts itself, and whether the data contradict it."""

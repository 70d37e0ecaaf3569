"""What changed between two editions of the graph, and which answers change with it."""

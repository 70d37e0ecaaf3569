"""The process that listens: how it starts and ends, its connections, its log."""

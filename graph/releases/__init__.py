"""Releases on disk: the folder that keeps them, and the files that each of them is made of."""

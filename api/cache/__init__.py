"""Answers kept: when two requests ask for the same, who else waits for it, and the bytes in each coding."""

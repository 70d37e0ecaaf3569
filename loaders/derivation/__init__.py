"""What a release derives from what curators assert: facts, their standing, labels, bounds, shortcuts."""

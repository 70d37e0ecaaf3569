"""Files that survive a power cut: on disk before anything that names them is."""

import os
from pathlib import Path


def write_file(path: Path, text: str) -> None:
    """Write a file whole and have it on disk."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def fsync(path: Path) -> None:
    """Have a file, or the names in a folder, on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def fsync_tree(path: Path) -> None:
    """Have all files below a folder on disk, then the folders that name them."""
    for folder, _, files in os.walk(path, topdown=False):
        for name in files:
            fsync(Path(folder, name))
        fsync(Path(folder))

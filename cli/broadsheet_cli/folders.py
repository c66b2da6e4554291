"""Raw files in folders of this machine."""

from collections.abc import Iterator
from pathlib import Path


def raw_files(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder in the order of their names; hidden ones are nobody's raw files."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def key_of(path: Path, root: Path) -> str:
    """Return the object key that a file below `root` has in the raw bucket.

    Raises
    ------
    ValueError
        The file does not lie below `root`.
    """
    return path.resolve().relative_to(root.resolve()).as_posix()

"""Raw files in folders of this machine."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from broadsheet.errors import BroadsheetError


class NameNotTextError(BroadsheetError):
    """A file's name is not UTF-8, which every key of the raw bucket is.

    Parameters
    ----------
    key
        What the key would be; `shown` is the same with replacement characters, fit to be printed.
    """

    code = "name_not_text"

    def __init__(self, key: str) -> None:
        self.shown = click.format_filename(key)
        super().__init__("the name is not UTF-8, so it cannot be a key; rename the file", key=self.shown)


def raw_files(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder in the order of their names; hidden ones are nobody's raw files."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def key_of(path: Path, root: Path) -> str:
    """Return the object key that a file below `root` has in the raw bucket: its path as it is written.

    A link has the key of the place where it stands, wherever it leads.

    Raises
    ------
    ValueError
        The file does not lie below `root`.
    NameNotTextError
        The path from `root` to the file is not UTF-8.
    """
    written, base = _as_written(path), _as_written(root)
    if not written.is_relative_to(base):  # the two may name one folder in different ways
        written, base = path.parent.resolve() / path.name, root.resolve()
    key = written.relative_to(base).as_posix()
    try:
        key.encode()
    except UnicodeEncodeError as error:
        raise NameNotTextError(key) from error
    return key


def _as_written(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  # resolve() follows links, absolute() leaves ".." in

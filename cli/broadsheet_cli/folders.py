"""Raw files in folders of this machine."""

import errno
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from broadsheet.errors import BroadsheetError
from broadsheet.parsing.clutter import is_clutter

# What editors (Emacs, Vim, Office), browsers and file managers leave beside the files of a person.
IGNORED = re.compile(
    r"\..*|.*~|#.*#|~\$.*|.*\.(swp|swx|tmp|temp|part|partial|crdownload|download)"
    r"|Thumbs\.db|desktop\.ini|__MACOSX",
    re.IGNORECASE,
)


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


def tell(problem: OSError) -> None:
    """Say on stderr what was left out of a folder, and why."""
    click.echo(f"left out: {problem}", err=True)


def raw_files(folder: Path, on_problem: Callable[[OSError], None] = tell) -> Iterator[Path]:
    """Yield every file below a folder, in the order of their paths.

    Follows linked folders, but none that leads back to where it stands. Hidden files, and those that
    editors, browsers and file managers leave behind, are nobody's raw files. A link that leads nowhere
    and a folder that cannot be read are handed to `on_problem`.

    Parameters
    ----------
    folder
        Where to look.
    on_problem
        Told of each entry that is left out for a fault of its own.

    Yields
    ------
    Path
        Files, in the order of their paths.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     for name in ("b.md", "a.md", "notes.txt~", ".hidden"):
    ...         _ = Path(folder, name).write_text("…")
    ...     [path.name for path in raw_files(Path(folder))]
    ['a.md', 'b.md']
    """
    about = folder.stat()
    yield from _files_below(folder, frozenset({(about.st_dev, about.st_ino)}), on_problem)


def _files_below(
    folder: Path, above: frozenset[tuple[int, int]], on_problem: Callable[[OSError], None]
) -> Iterator[Path]:
    """Yield the files below a folder; `above` are the device and inode of it and of those around it."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except FileNotFoundError:  # taken away again
        return
    except OSError as problem:
        on_problem(problem)
        return
    for entry in entries:
        if IGNORED.fullmatch(entry.name) or is_clutter(entry.name):
            continue
        path = folder / entry.name
        try:
            if entry.is_dir():
                about = entry.stat()
                if (here := (about.st_dev, about.st_ino)) not in above:
                    yield from _files_below(path, above | {here}, on_problem)
            elif entry.is_file():
                yield path
            elif entry.is_symlink():
                on_problem(FileNotFoundError(errno.ENOENT, "the link leads nowhere", _shown(path)))
        except OSError as problem:  # such as a link to itself
            on_problem(problem)


def _shown(path: Path) -> str:
    return click.format_filename(path)


def key_of(path: Path, root: Path) -> str:
    """Return the object key that a file below `root` has in the raw bucket: its path as it is written.

    A link has the key of the place where it stands, wherever it leads.

    Parameters
    ----------
    path
        A file.
    root
        The folder that stands for the bucket's root.

    Returns
    -------
    str
        The path from `root`, with slashes.

    Raises
    ------
    ValueError
        The file does not lie below `root`.
    NameNotTextError
        The path from `root` to the file is not UTF-8.

    Examples
    --------
    >>> key_of(Path("inbox/harbour/灯.md"), Path("inbox"))
    'harbour/灯.md'
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

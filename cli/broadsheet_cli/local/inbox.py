"""The inbox: a folder in which raw files are dropped."""

from pathlib import Path

import click

from broadsheet_cli.folders import NameNotTextError, key_of, raw_files

State = tuple[int, int]
"""When a file was last changed, in nanoseconds, and its size in bytes."""


class Inbox:
    """A folder that is looked into again and again. At first, every file in it is an arrival."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last_look: dict[Path, State] = {}
        self._reported: dict[Path, State] = {}

    def arrivals(self) -> list[Path]:
        """Return the files that are new or changed, and have been left alone since the last look.

        A file that is still being copied grows from look to look, and must not be taken half. Of one
        whose name cannot be a key, a line on stderr says so instead.
        """
        look = {path: state for path in raw_files(self._folder) if (state := _state_of(path))}
        settled = {path: state for path, state in look.items() if self._last_look.get(path) == state}
        arrived = [path for path, state in settled.items() if self._reported.get(path) != state]
        self._last_look = look
        self._reported = {
            path: state for path, state in {**self._reported, **settled}.items() if path in look
        }
        return [path for path in arrived if self._has_key(path)]

    def _has_key(self, path: Path) -> bool:
        try:
            key_of(path, self._folder)
        except NameNotTextError as error:
            click.echo(f"left in the inbox: {error}", err=True)
            return False
        return True


def _state_of(path: Path) -> State | None:
    """Return a file's state, None if it is gone by now."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size

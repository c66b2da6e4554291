"""The inbox: a folder in which raw files are dropped."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from broadsheet_cli.folders import NameNotTextError, key_of, raw_files
from broadsheet_cli.raw_puts import RawFile

SECONDS_OF_REST = 4.0  # a file that is written slowly, over a network say, may pause


@dataclass(frozen=True, kw_only=True)
class FileState:
    """When a file was written and when last touched in any way, in nanoseconds, and its size in bytes."""

    written: int
    touched: int
    size: int

    @property
    def is_finished(self) -> bool:
        """Whether something was done to the file that comes after writing it: moved, linked, given a date.

        A write sets both clocks to one moment; a rename, and what `cp -p` and `rsync` do at the end, only
        the second. An empty file may have been made to be written.
        """
        return self.touched > self.written and self.size > 0


class Inbox:
    """A folder that is looked into again and again. At first, every file in it is an arrival."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._clock = clock
        self._seen: dict[Path, tuple[FileState, float]] = {}
        self._taken: dict[Path, tuple[int, int]] = {}
        self._told: set[str] = set()

    def arrivals(self) -> list[RawFile]:
        """Return the files that are new or changed, and are there whole: put into place, or left alone.

        A file is left alone when nobody has written to it for SECONDS_OF_REST. Of what cannot be
        taken, a line on stderr says so, once.
        """
        now = self._clock()
        seen: dict[Path, tuple[FileState, float]] = {}
        arrived = []
        for path in raw_files(self._folder, lambda problem: self._tell(str(problem))):
            if (state := _state_of(path)) is None:
                continue
            before = self._seen.get(path)
            seen[path] = before if before and before[0] == state else (state, now)
            written = (state.written, state.size)
            if self._taken.get(path) != written and self._is_whole(*seen[path], now):
                self._taken[path] = written
                arrived.append(path)
        self._seen = seen
        self._taken = {path: taken for path, taken in self._taken.items() if path in seen}
        return [file for path in arrived if (file := self._file(path))]

    def _is_whole(self, state: FileState, since: float, now: float) -> bool:
        rested = now - max(state.written / 1e9, 0) >= SECONDS_OF_REST
        # A clock of elsewhere may be ahead: then what counts is how long it was seen to rest.
        return state.is_finished or rested or now - since >= SECONDS_OF_REST

    def _file(self, path: Path) -> RawFile | None:
        try:
            return RawFile(path=path, key=key_of(path, self._folder))
        except NameNotTextError as error:
            self._tell(str(error))
            return None

    def _tell(self, problem: str) -> None:
        if problem not in self._told:
            self._told.add(problem)
            click.echo(f"left in the inbox: {problem}", err=True)


def _state_of(path: Path) -> FileState | None:
    """Return a file's state, None if it is gone by now."""
    try:
        status = path.stat()
    except OSError:
        return None
    return FileState(written=status.st_mtime_ns, touched=status.st_ctime_ns, size=status.st_size)

"""Putting files into the raw bucket: several at once, and none whose bytes are there."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.article import RawLocation
from broadsheet_cli.folders import tell
from broadsheet_cli.raw_versions import RawVersion, raw_versions

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PUTS_AT_ONCE = 8  # threads; each waits for S3 most of the time


@dataclass(frozen=True, kw_only=True)
class RawFile:
    """A file of this machine, and the key that it has in the raw bucket."""

    path: Path
    key: str


@dataclass(frozen=True, kw_only=True)
class EndedPut:
    """What became of a file: the version that has its bytes, None if it cannot be read."""

    file: RawFile
    location: RawLocation | None
    was_put: bool


class RawPuts:
    """The puts that are under way, and what the bucket has."""

    def __init__(self, s3: "S3Client", bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket
        self._pool = ThreadPoolExecutor(PUTS_AT_ONCE)
        self._running: dict[Future[RawVersion | None], RawFile] = {}
        self._present: dict[str, RawVersion] | None = None

    def __len__(self) -> int:
        return len(self._running)

    def begin(self, file: RawFile) -> None:
        """Put a file as soon as a thread is free; the bucket was listed before."""
        self._running[self._pool.submit(self._put, file)] = file

    def ended(self) -> Iterator[EndedPut]:
        """Yield the puts that have ended since the last look."""
        present = self.list_present()
        for put in [put for put in self._running if put.done()]:
            file = self._running.pop(put)
            version = put.result()
            was_put = version is not None and present.get(file.key) is not version
            if version:
                present[file.key] = version
            yield EndedPut(file=file, location=version.location if version else None, was_put=was_put)

    def close(self) -> None:
        """Begin nothing more, and wait for what is under way."""
        self._pool.shutdown(cancel_futures=True)

    def list_present(self) -> dict[str, RawVersion]:
        """Return what the bucket has by key: it is listed once, which takes its time."""
        if self._present is None:
            versions = raw_versions(self._s3, self._bucket)
            self._present = {v.location.key: v for v in versions if v.is_current}
        return self._present

    def _put(self, file: RawFile) -> RawVersion | None:
        """Put a file unless its bytes are there; return its version, None if it cannot be read."""
        try:
            content = file.path.read_bytes()
        except FileNotFoundError:  # taken away again
            return None
        except OSError as problem:
            tell(problem)
            return None
        etag = hashlib.md5(content, usedforsecurity=False).hexdigest()
        there = self.list_present().get(file.key)
        if there and there.etag == etag:
            return there
        answer = self._s3.put_object(Bucket=self._bucket, Key=file.key, Body=content)
        location = RawLocation(bucket=self._bucket, key=file.key, version_id=answer["VersionId"])
        return RawVersion(location=location, etag=etag, is_current=True)

"""The versions of the raw documents in the bucket."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from broadsheet.article import RawLocation
from broadsheet.moments import whole_milliseconds
from broadsheet.parsing.clutter import is_clutter

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@dataclass(frozen=True, kw_only=True)
class RawVersion:
    """One version of a raw document; `is_current` unless a later one, or a deletion, hides it."""

    location: RawLocation
    etag: str
    is_current: bool


def raw_versions(
    s3: "S3Client", bucket: str, prefix: str = "", start_after: str = ""
) -> Iterator[RawVersion]:
    """Yield every version of every raw document, in the order of the keys, each key's latest first.

    Only of keys that begin with `prefix`, and that come after `start_after`. S3 says when a version was put
    to the second only, but lists the versions of a key in their order: of those that were put within one
    second, the sequencer tells it.
    """
    request = {"Bucket": bucket, "Prefix": prefix} | ({"KeyMarker": start_after} if start_after else {})
    pages = s3.get_paginator("list_object_versions").paginate(**request)  # type: ignore[arg-type]  # all text
    every = (version for page in pages for version in page.get("Versions", []))
    listed = (version for version in every if not is_clutter(version["Key"], version["Size"]))
    for (key, put_at), of_one_second in groupby(
        listed, key=lambda version: (version["Key"], whole_milliseconds(version["LastModified"]))
    ):
        versions = list(of_one_second)
        for number, version in enumerate(versions):
            yield RawVersion(
                location=RawLocation(
                    bucket=bucket,
                    key=key,
                    version_id=version["VersionId"],
                    sequencer=listed_order(len(versions) - number) if len(versions) > 1 else "",
                    put_at=put_at,
                ),
                etag=version["ETag"].strip('"'),
                is_current=version["IsLatest"],
            )


def listed_order(number: int) -> str:
    """Return what stands in for a sequencer of S3's: it sorts before those, and is told from them.

    Parameters
    ----------
    number
        How many versions of the key were put before it within the same second, and one.

    Returns
    -------
    str
        Text that sorts later the later the version was put, and before every sequencer of S3's.

    Examples
    --------
    >>> listed_order(1) < listed_order(2) < "0055AED6DCD90281E5"
    True
    """
    return f"-{number:06}"

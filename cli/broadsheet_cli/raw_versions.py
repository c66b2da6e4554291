"""The versions of the raw documents in the bucket."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from broadsheet.article import RawLocation
from broadsheet.ingestion.deciding import is_s3s
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

    Only of keys that begin with `prefix`, and that come after `start_after`. None has a sequencer: these are
    told by notifications only, see `in_order`.
    """
    request = {"Bucket": bucket, "Prefix": prefix} | ({"KeyMarker": start_after} if start_after else {})
    pages = s3.get_paginator("list_object_versions").paginate(**request)  # type: ignore[arg-type]  # all text
    for version in (version for page in pages for version in page.get("Versions", [])):
        if not is_clutter(version["Key"], version["Size"]):
            yield RawVersion(
                location=RawLocation(
                    bucket=bucket,
                    key=version["Key"],
                    version_id=version["VersionId"],
                    put_at=whole_milliseconds(version["LastModified"]),
                ),
                etag=version["ETag"].strip('"'),
                is_current=version["IsLatest"],
            )


def in_order(
    locations: Iterable[RawLocation], sequencers: Mapping[tuple[str, str], str]
) -> Iterator[RawLocation]:
    """Yield versions, which are in the order of `raw_versions`, each with what tells its place in that order.

    S3 says to the second when a version was put, but lists the versions of a key in their order. Of those
    that were put within one second a sequencer tells the order, where the receipt of the key and the version
    has one; what stands in for the others sorts right after the nearest earlier one that has.
    """
    for _, of_one_second in groupby(locations, key=lambda location: (location.key, location.put_at)):
        versions = list(of_one_second)
        ordered, known, number = list[RawLocation](), "", 0
        for version in reversed(versions):
            sequencer = sequencers.get((version.key, version.version_id), "")
            if is_s3s(sequencer):
                known, number = sequencer, 0
            elif len(versions) > 1:
                number += 1
                sequencer = listed_order(number, after=known)
            ordered.append(replace(version, sequencer=sequencer))
        yield from reversed(ordered)


def listed_order(number: int, *, after: str = "") -> str:
    """Return what stands in for a sequencer of S3's: it sorts right after one, before the next."""
    return f"{after}-{number:06}"

"""The versions of the raw documents in the bucket."""

from collections.abc import Iterator
from dataclasses import dataclass
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
    """Yield every version of every raw document, in the order of the keys.

    Only of keys that begin with `prefix`, and that come after `start_after`.
    """
    request = {"Bucket": bucket, "Prefix": prefix} | ({"KeyMarker": start_after} if start_after else {})
    for page in s3.get_paginator("list_object_versions").paginate(**request):  # type: ignore[arg-type]  # all text
        for version in page.get("Versions", []):
            if is_clutter(version["Key"], version["Size"]):
                continue
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

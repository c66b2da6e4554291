"""Putting a folder into the raw bucket, and waiting until every file has its receipt."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.article import Outcome, RawLocation, Receipt
from broadsheet_cli.folders import key_of, raw_files
from broadsheet_cli.raw_versions import RawVersion, raw_versions

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

    from broadsheet.adapters.dynamodb.receipts import DynamoDbReceipts

PUTS_AT_ONCE = 8
SECONDS_BETWEEN_LOOKS = 0.5

Progress = Callable[[int], None]
"""Called with how many more documents are done."""


def upload_folder(folder: Path, s3: "S3Client", bucket: str, progress: Progress) -> Iterator[RawLocation]:
    """Put every file of a folder into the raw bucket, and yield where each lies.

    A file whose bytes are the current version of its key already is not put again.
    """
    present = {version.location.key: version for version in raw_versions(s3, bucket) if version.is_current}

    def put(path: Path) -> RawLocation:
        location = upload_file(path, key_of(path, folder), s3, bucket, present)
        progress(1)
        return location

    with ThreadPoolExecutor(PUTS_AT_ONCE) as pool:
        yield from pool.map(put, raw_files(folder))


def upload_file(
    path: Path, key: str, s3: "S3Client", bucket: str, present: Mapping[str, RawVersion]
) -> RawLocation:
    """Put one file under a key, unless `present` says that its bytes are there; return where it lies."""
    content = path.read_bytes()
    version = present.get(key)
    if version and version.etag == hashlib.md5(content, usedforsecurity=False).hexdigest():
        return version.location
    version_id = s3.put_object(Bucket=bucket, Key=key, Body=content)["VersionId"]
    return RawLocation(bucket=bucket, key=key, version_id=version_id)


def wait_for_receipts(
    locations: Iterable[RawLocation], receipts: "DynamoDbReceipts", progress: Progress, patience: float
) -> dict[RawLocation, Receipt | None]:
    """Return each document's receipt, None for those without one.

    Waits until all have one, or until none has come for `patience` seconds.
    """
    found: dict[RawLocation, Receipt | None] = dict.fromkeys(locations)
    last_news = time.monotonic()
    while missing := [location for location, receipt in found.items() if receipt is None]:
        news = receipts.find(missing)
        found.update(news)
        progress(len(news))
        if news:
            last_news = time.monotonic()
        elif time.monotonic() - last_news > patience:
            break
        if len(news) < len(missing):
            time.sleep(SECONDS_BETWEEN_LOOKS)
    return found


def tally(receipts: Iterable[Receipt | None]) -> dict[str, int]:
    """Return how many documents had each outcome, in a fixed order; those without a receipt last."""
    counts = Counter(receipt.outcome.value if receipt else "no receipt" for receipt in receipts)
    return {name: counts[name] for name in (*Outcome, "no receipt") if counts[name]}

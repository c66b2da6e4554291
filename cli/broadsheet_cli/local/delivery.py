"""Delivering files of the inbox: into the raw bucket, and back with what became of them."""

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import click
from botocore.exceptions import ClientError

from broadsheet.article import RawLocation, Receipt
from broadsheet_cli.folders import key_of
from broadsheet_cli.uploads import PUTS_AT_ONCE, upload_file, wait_for_receipts

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

    from broadsheet.adapters.dynamodb.receipts import DynamoDbReceipts

SECONDS_OF_PATIENCE = 150.0  # a failed document is tried again after a minute at most


class Delivery:
    """Delivers files below a folder to a raw bucket, under their paths from that folder."""

    def __init__(self, folder: Path, s3: "S3Client", bucket: str, receipts: "DynamoDbReceipts") -> None:
        self._folder = folder
        self._s3 = s3
        self._bucket = bucket
        self._receipts = receipts

    def put(self, paths: Iterable[Path]) -> list[RawLocation]:
        """Upload those files that the bucket does not hold yet, and return where they lie.

        Of one that cannot be read, a line on stderr says so.
        """
        with ThreadPoolExecutor(PUTS_AT_ONCE) as pool:
            return [location for location in pool.map(self._put_if_new, paths) if location]

    def receipts_of(self, locations: Iterable[RawLocation]) -> dict[RawLocation, Receipt | None]:
        """Wait for the documents' receipts; None stands for one that did not come in reasonable time."""
        return wait_for_receipts(locations, self._receipts, lambda _: None, SECONDS_OF_PATIENCE)

    def _put_if_new(self, path: Path) -> RawLocation | None:
        key = key_of(path, self._folder)
        try:
            if self._etag(key) == hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest():
                return None
            return upload_file(path, key, self._s3, self._bucket, {})
        except FileNotFoundError:  # taken out of the inbox again
            return None
        except OSError as error:
            click.echo(f"left in the inbox: {error}", err=True)
            return None

    def _etag(self, key: str) -> str:
        """Return the ETag of an object, which is the MD5 of its bytes; empty if there is none."""
        try:
            return self._s3.head_object(Bucket=self._bucket, Key=key)["ETag"].strip('"')
        except ClientError as error:
            if error.response["Error"]["Code"] != "404":
                raise
            return ""

"""Raw documents and large bodies in S3."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from broadsheet.article import RawDocument, RawLocation, RawReference
from broadsheet.errors import (
    DocumentArchivedError,
    DocumentEncryptedError,
    DocumentMissingError,
    DocumentTooLargeError,
    InvalidDocumentError,
)
from broadsheet.moments import whole_milliseconds

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import ObjectIdentifierTypeDef

# The codes of S3's answers to GetObject, https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
GONE = frozenset({"NoSuchKey", "NoSuchVersion", "404", "MethodNotAllowed"})  # the last: a delete marker
ARCHIVED = "InvalidObjectState"
# Some codes stand for other things, too; these words in the message tell. A function that may read nothing at
# all is no matter of one document, and must not reject it.
ENCRYPTED = {
    "InvalidRequest": "server side encryption",  # with a key that each request must bring (SSE-C)
    "AccessDenied": "kms:decrypt",  # with a key of KMS that the function's role may not use
    "KMS.DisabledException": "",
    "KMS.NotFoundException": "",
    "KMS.KMSInvalidStateException": "",
}
UNVERSIONED = "null"
REMOVED_AT_ONCE = 1000  # the most that S3 takes in a call


@dataclass(frozen=True, kw_only=True)
class ObjectVersion:
    """One version of an object, the latest if none is named; `is_marker` of a deletion has no bytes."""

    key: str
    version_id: str = ""
    is_marker: bool = False


class S3RawStore:
    """The raw bucket. Objects of more than `limit` bytes are refused without being read."""

    def __init__(self, client: "S3Client", *, limit: int) -> None:
        self._client = client
        self._limit = limit

    def fetch(self, location: RawLocation) -> RawDocument:
        """Return one version of a raw document. See `broadsheet.ports.RawStore`."""
        try:
            answer = self._client.get_object(Bucket=location.bucket, Key=location.key, **_version(location))
        except ClientError as error:
            if rejection := _rejection(error, location):
                raise rejection from error
            raise
        size = answer["ContentLength"]
        if size > self._limit:
            answer["Body"].close()
            raise DocumentTooLargeError(f"{size} bytes, the limit is {self._limit}", key=location.key)
        content = answer["Body"].read()
        return RawDocument(
            reference=RawReference(
                bucket=location.bucket,
                key=location.key,
                version_id=answer.get("VersionId", UNVERSIONED),
                etag=answer["ETag"].strip('"'),
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
            ),
            content=content,
            put_at=whole_milliseconds(answer["LastModified"]),
            sequencer=location.sequencer,
        )

    def latest_version(self, location: RawLocation) -> str:
        """Return the id of the latest version of a raw document's key, empty if the document was deleted."""
        try:
            answer = self._client.head_object(Bucket=location.bucket, Key=location.key)
        except ClientError as error:
            if error.response["Error"]["Code"] in GONE:
                return ""
            raise
        return answer.get("VersionId", UNVERSIONED)


def _rejection(error: ClientError, location: RawLocation) -> InvalidDocumentError | None:
    """Return why a document can never be read as it lies there; None when the service has failed."""
    about: Any = error.response["Error"]
    code, message = about["Code"], about.get("Message", "").lower()
    if code in GONE:
        return DocumentMissingError(
            f"version {location.version_id} is no longer in the bucket", key=location.key
        )
    if code == ARCHIVED:
        return DocumentArchivedError("lies in an archive; restore it there, then replay it", key=location.key)
    if code in ENCRYPTED and ENCRYPTED[code] in message:
        return DocumentEncryptedError(
            "is encrypted with a key that the function cannot use; put it again without", key=location.key
        )
    return None


def _version(location: RawLocation) -> dict[str, Any]:
    """Return the argument that names the version; a location without one means the latest."""
    return {"VersionId": location.version_id} if location.version_id else {}


def versions_under(client: "S3Client", bucket: str, prefix: str) -> Iterator[ObjectVersion]:
    """Yield every version of every object whose key begins with a prefix, deletion markers among them.

    Parameters
    ----------
    client
        A client of S3.
    bucket
        The bucket's name.
    prefix
        How the keys begin.

    Returns
    -------
    iterator of ObjectVersion
        Of each page of the list the versions, then the markers.
    """
    for page in client.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=prefix):
        for version in page.get("Versions", []):
            yield ObjectVersion(key=version["Key"], version_id=version["VersionId"])
        for marker in page.get("DeleteMarkers", []):
            yield ObjectVersion(key=marker["Key"], version_id=marker["VersionId"], is_marker=True)


def remove_versions(client: "S3Client", bucket: str, versions: Iterable[ObjectVersion]) -> int:
    """Remove versions of objects, those that are named for good; return how many S3 says it did.

    Parameters
    ----------
    client
        A client of S3.
    bucket
        The bucket's name.
    versions
        What to remove, in any number.

    Returns
    -------
    int
        How many S3 says that it removed.
    """
    remaining, removed = iter(versions), 0
    while batch := list(islice(remaining, REMOVED_AT_ONCE)):
        named: list[ObjectIdentifierTypeDef] = [
            {"Key": v.key, "VersionId": v.version_id} if v.version_id else {"Key": v.key} for v in batch
        ]
        answer = client.delete_objects(Bucket=bucket, Delete={"Objects": named})
        removed += len(answer.get("Deleted", []))
    return removed


class S3BodyStore:
    """The content bucket: bodies too large for a table's item, by key. See `broadsheet.ports.BodyStore`."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, key: str, body: bytes) -> None:
        """Store a body."""
        self._client.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType="application/zlib")

    def get(self, key: str) -> bytes:
        """Return a body that an item names."""
        return self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()

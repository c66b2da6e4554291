"""Raw documents and large bodies in S3."""

import hashlib
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from broadsheet.article import RawDocument, RawLocation, RawReference
from broadsheet.errors import DocumentMissingError, DocumentTooLargeError
from broadsheet.moments import whole_milliseconds

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

GONE = frozenset({"NoSuchKey", "NoSuchVersion", "404", "MethodNotAllowed"})  # the last: a delete marker
UNVERSIONED = "null"


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
            if error.response["Error"]["Code"] in GONE:
                raise DocumentMissingError(
                    f"version {location.version_id} is no longer in the bucket", key=location.key
                ) from error
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


def _version(location: RawLocation) -> dict[str, Any]:
    """Return the argument that names the version; a location without one means the latest."""
    return {"VersionId": location.version_id} if location.version_id else {}


class S3BodyStore:
    """The content bucket: bodies too large for a table's item, by key."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, key: str, body: bytes) -> None:
        """Store a body; the same key always holds the same bytes, so twice is as good as once."""
        self._client.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType="application/zlib")

    def get(self, key: str) -> bytes:
        """Return a body that an item names."""
        return self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()

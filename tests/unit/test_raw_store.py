"""What the raw store makes of S3's answers, by S3's own words for them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from broadsheet.adapters.s3 import S3RawStore
from broadsheet.article import Outcome, RawLocation
from broadsheet.errors import (
    DocumentArchivedError,
    DocumentEncryptedError,
    DocumentMissingError,
    InvalidDocumentError,
)
from broadsheet.ingestion.rejections import merged
from tests.builders import location, receipt

KMS = "User: arn:aws:sts::1:assumed-role/r/f is not authorized to perform: kms:Decrypt on resource: k"
SSE_C = (
    "The object was stored using a form of Server Side Encryption. "
    "The correct parameters must be provided to retrieve the object."
)


class Answering:
    """A raw store whose S3 answers with errors."""

    def __init__(self) -> None:
        keys: Any = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        client = boto3.client("s3", region_name="eu-west-1", **keys)
        self.stub = Stubber(client)
        self.store = S3RawStore(client, limit=100)

    def error(self, code: str, message: str, status: int) -> None:
        self.stub.add_client_error("get_object", code, message, status)


@pytest.fixture
def s3() -> Iterator[Answering]:
    answering = Answering()
    with answering.stub:
        yield answering


@pytest.mark.parametrize(
    ("code", "message", "status", "error"),
    [
        ("NoSuchKey", "The specified key does not exist.", 404, DocumentMissingError),
        ("NoSuchVersion", "The specified version does not exist.", 404, DocumentMissingError),
        ("MethodNotAllowed", "The specified method is not allowed.", 405, DocumentMissingError),
        ("InvalidObjectState", "The operation is not valid for this class.", 403, DocumentArchivedError),
        ("InvalidRequest", SSE_C, 400, DocumentEncryptedError),
        ("AccessDenied", KMS, 403, DocumentEncryptedError),
        ("KMS.DisabledException", "The key is disabled.", 400, DocumentEncryptedError),
    ],
)
def test_a_document_that_cannot_be_read_as_it_lies_there_is_rejected(
    s3: Answering, code: str, message: str, status: int, error: type[InvalidDocumentError]
) -> None:
    s3.error(code, message, status)
    with pytest.raises(error) as raised:
        s3.store.fetch(RawLocation(bucket="raw", key="articles/1.md", version_id="v1"))
    assert raised.value.key == "articles/1.md"


@pytest.mark.parametrize(
    ("code", "message", "status"),
    [
        ("AccessDenied", "Access Denied", 403),
        ("InvalidRequest", "Something else is wrong.", 400),
        ("SlowDown", "Please reduce your request rate.", 503),
        ("InternalError", "We encountered an internal error.", 500),
    ],
)
def test_a_service_or_a_permission_that_fails_rejects_no_document(
    s3: Answering, code: str, message: str, status: int
) -> None:
    s3.error(code, message, status)
    with pytest.raises(ClientError):
        s3.store.fetch(location())


@pytest.mark.parametrize("error", [DocumentMissingError, DocumentArchivedError, DocumentEncryptedError])
def test_what_is_out_of_reach_by_now_takes_nothing_back(error: type[InvalidDocumentError]) -> None:
    arriving = replace(receipt(Outcome.REJECTED), code=error.code)
    assert merged(arriving, receipt()).outcome is Outcome.CREATED

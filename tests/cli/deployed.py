"""A stack on moto with the template's outputs, and the ingest function beside it, worked by hand."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import quote_plus

import boto3
import pytest
from click.testing import CliRunner, Result

from broadsheet.adapters.notifications import notified_by
from broadsheet.identity import article_id
from broadsheet_cli.main import main
from functions.ingest.app import IngestFunction
from tests.aws import CONTENT_BUCKET, RAW_BUCKET, TABLE, Aws
from tests.builders import URL, feed_file, later
from tests.events import lambda_context, read_event
from tests.fakes import FakeRetries

LOG = "ingest"
GOOD, OTHER, BAD = "articles/harbour/1.md", "articles/港口/灯塔 + 50%.md", "articles/harbour/bad.md"

#: The id of an article, and six spellings of its address.
SPELLINGS = [
    article_id(URL),
    URL,
    URL + "?utm_source=x",
    URL + "/?amp=1#comments",
    URL.replace("https://", "http://www."),
    URL.replace("https://", "https://m."),
    URL.replace("news.example", "NEWS.example:443") + "/index.html",
]


@dataclass(frozen=True, kw_only=True)
class Deployed:
    """A Broadsheet whose queue is emptied when the test says so."""

    aws: Aws
    queue_url: str
    dead_letter_queue_url: str
    puts: Iterator[int] = field(default_factory=count)

    def drop(self, key: str, content: bytes) -> str:
        """Put a raw document and notify the queue, as S3 does; return its version id."""
        version_id = self.aws.put_raw(key, content)
        event = json.loads(read_event("sqs-s3-put")["Records"][0]["body"])
        event["Records"][0]["s3"]["object"] |= {
            "key": quote_plus(key),
            "versionId": version_id,
            "sequencer": f"{next(self.puts):016X}",
        }
        event["Records"][0]["s3"]["bucket"]["name"] = RAW_BUCKET
        self.aws.sqs.send_message(QueueUrl=self.queue_url, MessageBody=json.dumps(event))
        return version_id

    def queued(self) -> list[str]:
        """Take all messages off the queue, and return the keys of their documents."""
        return [notified.location.key for body in self.take() for notified in notified_by(body)]

    def take(self) -> Iterator[str]:
        """Take all messages off the queue, and yield their bodies."""
        request = {"QueueUrl": self.queue_url, "MaxNumberOfMessages": 10}
        while messages := self.aws.sqs.receive_message(**request).get("Messages"):  # type: ignore[arg-type]
            for message in messages:
                self.aws.sqs.delete_message(QueueUrl=self.queue_url, ReceiptHandle=message["ReceiptHandle"])
                yield message["Body"]

    def ingest(self) -> None:
        """Have the ingest function work off the queue."""
        function = IngestFunction(
            self.aws.raw_store,
            self.aws.article_store,
            FakeRetries(),
            clock=lambda: later(1),
        )
        for body in self.take():
            function.handle(json.loads(body), lambda_context())

    def log_failure(self, key: str, exception: str) -> None:
        """Have the ingest function's log say that a document failed just now, as the function says it."""
        said = "message failed; the queue delivers it again"
        self.log(time.time(), level="ERROR", message=said, key=key, exception=exception)

    def log(self, at: float, **said: str) -> None:
        """Have the ingest function's log say something, so many seconds after 1970."""
        logs = boto3.client("logs")
        with suppress(logs.exceptions.ResourceAlreadyExistsException):
            logs.create_log_stream(logGroupName=LOG, logStreamName="s")
        logs.put_log_events(
            logGroupName=LOG,
            logStreamName="s",
            logEvents=[{"timestamp": int(at * 1000), "message": json.dumps(said)}],
        )

    def run(self, *arguments: str) -> Result:
        """Run the command against this stack."""
        return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def deployed(aws: Aws) -> Deployed:
    queue_url, dead_letter_queue_url = (
        aws.sqs.create_queue(QueueName=name)["QueueUrl"] for name in ("raw", "dead")
    )
    outputs = {
        "RawBucketName": RAW_BUCKET,
        "ContentBucketName": CONTENT_BUCKET,
        "TableName": TABLE,
        "QueueUrl": queue_url,
        "DeadLetterQueueUrl": dead_letter_queue_url,
        "EventBusName": "broadsheet",
        "ParkedChangesUrl": "https://sqs.example/parked",
        "ApiUrl": "https://api.example",
        "ApiKeyId": "k",
    }
    template: dict[str, Any] = {
        "Resources": {"IngestLogGroup": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": LOG}}},
        "Outputs": {name: {"Value": value} for name, value in outputs.items()},
    }
    boto3.client("cloudformation").create_stack(StackName="broadsheet", TemplateBody=json.dumps(template))
    return Deployed(aws=aws, queue_url=queue_url, dead_letter_queue_url=dead_letter_queue_url)


@pytest.fixture
def archive(deployed: Deployed) -> Deployed:
    """Two good documents and a bad one, all ingested."""
    deployed.drop(GOOD, feed_file())
    deployed.drop(OTHER, feed_file(url="https://news.example/2"))
    deployed.drop(BAD, b"Dear reader,")
    deployed.ingest()
    return deployed

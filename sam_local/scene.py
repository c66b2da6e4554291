"""What the functions find: the template's table, the buckets and a queue, on the local engine."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import yaml

from broadsheet.adapters.dynamodb.article_store import DynamoDbArticleStore
from broadsheet.adapters.s3 import S3BodyStore, S3RawStore
from broadsheet.article import RawLocation
from broadsheet.ingestion.ingest import ingest
from broadsheet_cli.local.checkout import Checkout
from broadsheet_cli.local.engine import Engine
from broadsheet_cli.local.ports import FIRST_PORT, free_port, one_at_a_time
from sam_local.docker import address_for_containers
from sam_local.documents import BAD_KEY, LIGHTHOUSE_KEY, NAMED_BY_EVENTS, REVISED_KEY, REVISION

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

HOST_IN_CONTAINERS = "host.docker.internal"
ACCESS_KEY = "test"  # the engine's own, which may do everything
SECRET_KEY = ACCESS_KEY
REGION = "us-east-1"
RAW_BUCKET = "raw"  # as the events name it
CONTENT_BUCKET = "content"
TABLE = "articles"
LARGEST_DOCUMENT = 1_000_000  # bytes, far more than any that the events name
TABLE_PROPERTIES = (
    "AttributeDefinitions",
    "KeySchema",
    "LocalSecondaryIndexes",
    "GlobalSecondaryIndexes",
    "BillingMode",
)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """An engine with everything that the events speak of, and the template whose functions are led there."""

    template: Path
    s3: "S3Client"
    dynamodb: "DynamoDBClient"


@contextmanager
def scene(checkout: Checkout, built_template: Path) -> Iterator[Scene]:
    """Bring up an engine where containers reach it, with the documents that the events speak of.

    Raises
    ------
    BroadsheetError
        The engine or Docker does not run.
    """
    host = address_for_containers()
    with tempfile.TemporaryDirectory(prefix="sam-local-") as folder:
        with one_at_a_time():
            engine = Engine(
                python=checkout.tool("engine", "python"),
                folder=Path(folder),
                log=checkout.logs / "engine.log",
                host=host,
                port=free_port(FIRST_PORT, host),
            )
            engine.start()
        led_here = built_template.with_name(f"led-to-{engine.address.rpartition(':')[2]}.json")
        try:
            yield _set(engine.address, built_template, led_here)
        finally:
            led_here.unlink(missing_ok=True)
            engine.stop()


def add_history(scene: Scene) -> None:
    """Ingest what the events of the API read: an article with two revisions, and a rejection."""
    scene.s3.put_object(Bucket=RAW_BUCKET, Key=REVISED_KEY, Body=REVISION)
    for key in (LIGHTHOUSE_KEY, REVISED_KEY, BAD_KEY):
        ingest(
            RawLocation(bucket=RAW_BUCKET, key=key, version_id=""),
            raw_store=S3RawStore(scene.s3, limit=LARGEST_DOCUMENT),
            article_store=DynamoDbArticleStore(scene.dynamodb, TABLE, S3BodyStore(scene.s3, CONTENT_BUCKET)),
            now=datetime.now(UTC),
        )


def _set(address: str, built_template: Path, led_here: Path) -> Scene:
    session = boto3.Session(ACCESS_KEY, SECRET_KEY, region_name=REGION)
    s3 = session.client("s3", endpoint_url=address)
    dynamodb = session.client("dynamodb", endpoint_url=address)
    sqs = session.client("sqs", endpoint_url=address)
    template = yaml.safe_load(built_template.read_text("utf-8"))
    _fill_buckets(s3)
    table = template["Resources"]["ArticleTable"]["Properties"]
    dynamodb.create_table(TableName=TABLE, **{name: table[name] for name in TABLE_PROPERTIES})
    address_in_containers = f"http://{HOST_IN_CONTAINERS}:{address.rpartition(':')[2]}"
    queue_url = sqs.create_queue(QueueName=RAW_BUCKET)["QueueUrl"]
    variables = {
        "AWS_ENDPOINT_URL": address_in_containers,
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "TABLE_NAME": TABLE,
        "CONTENT_BUCKET": CONTENT_BUCKET,
        "QUEUE_URL": queue_url.replace(address, address_in_containers),
        "CURSOR_KEY": "a-signing-key",
        "PUBLIC_READER": "public",
        "EVENT_BUS": "default",
        "PARKING_QUEUE_URL": queue_url.replace(address, address_in_containers),
    }
    led_here.write_text(json.dumps(_with_variables(template, variables)), "utf-8")
    return Scene(template=led_here, s3=s3, dynamodb=dynamodb)


def _fill_buckets(s3: "S3Client") -> None:
    for bucket in (RAW_BUCKET, CONTENT_BUCKET):
        s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket=RAW_BUCKET, VersioningConfiguration={"Status": "Enabled"})
    for key, content in NAMED_BY_EVENTS.items():
        s3.put_object(Bucket=RAW_BUCKET, Key=key, Body=content)


def _with_variables(template: dict[str, Any], variables: dict[str, str]) -> dict[str, Any]:
    """Give all functions of a template these environment variables besides their own, and return it.

    `sam local` has an option for that, but it gives a function only variables that its template names.
    """
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            environment = resource["Properties"].setdefault("Environment", {})
            environment["Variables"] = {**environment.get("Variables", {}), **variables}
    return template

"""What the functions find: the template's table, the buckets and a queue, on the local engine."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import yaml

from broadsheet.adapters.dynamodb.article_store import DynamoDbArticleStore
from broadsheet.adapters.s3 import S3BodyStore, S3RawStore
from broadsheet.article import RawLocation
from broadsheet.ingestion import ingest
from broadsheet_cli.checkout import Checkout
from broadsheet_cli.engine import FIRST_PORT, Engine, client_environment, free_port
from sam_local.docker import address_for_containers
from sam_local.documents import BAD_KEY, LIGHTHOUSE_KEY, NAMED_BY_EVENTS, REVISED_KEY, REVISION

HOST_IN_CONTAINERS = "host.docker.internal"
RAW_BUCKET = "raw"  # as the events name it
CONTENT_BUCKET = "content"
TABLE = "articles"
TABLE_PROPERTIES = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")


@dataclass(frozen=True, kw_only=True)
class Scene:
    """An engine with everything that the events speak of, and the template whose functions are led there."""

    template: Path
    session: boto3.Session
    endpoint: str

    @property
    def raw_store(self) -> S3RawStore:
        """The raw bucket, as the ingest function reads it."""
        return S3RawStore(self.session.client("s3", endpoint_url=self.endpoint))

    @property
    def article_store(self) -> DynamoDbArticleStore:
        """The table and the content bucket, as the ingest function writes them."""
        bodies = S3BodyStore(self.session.client("s3", endpoint_url=self.endpoint), CONTENT_BUCKET)
        return DynamoDbArticleStore(
            self.session.client("dynamodb", endpoint_url=self.endpoint), TABLE, bodies
        )


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
        engine = Engine(
            program=checkout.tool("engine", "ministack"),
            folder=Path(folder),
            log=checkout.logs / "engine.log",
            host=host,
            port=free_port(FIRST_PORT, host),
        )
        engine.start()
        try:
            yield _set(engine.address, built_template)
        finally:
            engine.stop()


def add_history(scene: Scene) -> None:
    """Ingest what the events of the API read: an article with two revisions, and a rejection."""
    s3 = scene.session.client("s3", endpoint_url=scene.endpoint)
    s3.put_object(Bucket=RAW_BUCKET, Key=REVISED_KEY, Body=REVISION)
    for key in (LIGHTHOUSE_KEY, REVISED_KEY, BAD_KEY):
        ingest(
            RawLocation(bucket=RAW_BUCKET, key=key, version_id=""),
            raw_store=scene.raw_store,
            article_store=scene.article_store,
            now=datetime.now(UTC),
        )


def _set(endpoint: str, built_template: Path) -> Scene:
    environment = client_environment(endpoint)
    session = boto3.Session(
        environment["AWS_ACCESS_KEY_ID"],
        environment["AWS_SECRET_ACCESS_KEY"],
        region_name=environment["AWS_DEFAULT_REGION"],
    )
    template = yaml.safe_load(built_template.read_text("utf-8"))
    queue_url = _create(session, endpoint, template["Resources"])
    for_containers = f"http://{HOST_IN_CONTAINERS}:{endpoint.rpartition(':')[2]}"
    led_there = built_template.with_name("led-to-engine.json")
    variables = {
        "AWS_ENDPOINT_URL": for_containers,
        "AWS_ACCESS_KEY_ID": environment["AWS_ACCESS_KEY_ID"],
        "AWS_SECRET_ACCESS_KEY": environment["AWS_SECRET_ACCESS_KEY"],
        "TABLE_NAME": TABLE,
        "CONTENT_BUCKET": CONTENT_BUCKET,
        "QUEUE_URL": queue_url.replace(endpoint, for_containers),
        "CURSOR_KEY": "a-signing-key",
    }
    led_there.write_text(json.dumps(_with_variables(template, variables)))
    return Scene(template=led_there, session=session, endpoint=endpoint)


def _create(session: boto3.Session, endpoint: str, resources: dict[str, Any]) -> str:
    """Create what the functions use, put the documents into the raw bucket, return the queue's address."""
    s3 = session.client("s3", endpoint_url=endpoint)
    for bucket in (RAW_BUCKET, CONTENT_BUCKET):
        s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket=RAW_BUCKET, VersioningConfiguration={"Status": "Enabled"})
    for key, content in NAMED_BY_EVENTS.items():
        s3.put_object(Bucket=RAW_BUCKET, Key=key, Body=content)
    table = resources["ArticleTable"]["Properties"]
    session.client("dynamodb", endpoint_url=endpoint).create_table(
        TableName=TABLE, **{name: table[name] for name in TABLE_PROPERTIES}
    )
    return session.client("sqs", endpoint_url=endpoint).create_queue(QueueName=RAW_BUCKET)["QueueUrl"]


def _with_variables(template: dict[str, Any], variables: dict[str, str]) -> dict[str, Any]:
    """Return a template whose functions all have these environment variables besides their own.

    `sam local` has an option for that, but it gives a function only variables that its template names.
    """
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            environment = resource["Properties"].setdefault("Environment", {})
            environment["Variables"] = {**environment.get("Variables", {}), **variables}
    return dict(template)

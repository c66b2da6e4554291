"""What a document costs: calls counted at botocore, units computed by DynamoDB's rules."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from benchmarks.metering import Meter, indexes_of
from broadsheet.adapters.dynamodb.attributes import to_attributes
from broadsheet.adapters.dynamodb.editions import edition_item
from broadsheet.adapters.dynamodb.receipts import receipt_item
from broadsheet.article import Outcome, RawLocation
from broadsheet.identity import article_id
from broadsheet.ingestion.ingest import ingest
from broadsheet.ports import ArticleStore
from tests.aws import RAW_BUCKET, TABLE, Aws, table_in_template
from tests.builders import URL, feed_file, later, location, receipt

KEY = "articles/harbour/1.md"
READS = frozenset({"GetItem", "BatchGetItem", "Query"})


@dataclass(kw_only=True)
class Cost:
    """What was asked of AWS: the calls of DynamoDB by name, those of S3, and the units."""

    meter: Meter
    calls: Counter[str] = field(default_factory=Counter)

    @property
    def of_dynamodb(self) -> int:
        return sum(count for name, count in self.calls.items() if not name.startswith("s3."))

    @property
    def reads(self) -> int:
        return sum(count for name, count in self.calls.items() if name in READS)

    @property
    def writes(self) -> int:
        return self.of_dynamodb - self.reads


@contextmanager
def counted(aws: Aws) -> Iterator[Cost]:
    """Count what is asked for as long as the context lasts."""
    table = table_in_template()
    meter = Meter(
        indexes=indexes_of(table), table_key=tuple(element["AttributeName"] for element in table["KeySchema"])
    )
    cost = Cost(meter=meter)
    meter.watch(aws.dynamodb.meta.events)

    def count(model: Any, **_: object) -> None:
        service = "" if model.service_model.service_name == "dynamodb" else "s3."
        cost.calls[f"{service}{model.name}"] += 1

    for client in (aws.dynamodb, aws.s3):
        client.meta.events.register("before-call", count, unique_id="count")
    yield cost
    for client in (aws.dynamodb, aws.s3):
        client.meta.events.unregister("before-call", unique_id="count")
    meter.unwatch(aws.dynamodb.meta.events)


@pytest.fixture
def store(aws: Aws) -> ArticleStore:
    """A worker that knows the source."""
    store = aws.article_store
    store.note_source("harbour", later())
    return store


def dropped(aws: Aws, store: ArticleStore, content: bytes, key: str = KEY, hour: int = 0) -> Outcome:
    version_id = aws.put_raw(key, content)
    return delivered(aws, store, RawLocation(bucket=RAW_BUCKET, key=key, version_id=version_id), hour)


def delivered(aws: Aws, store: ArticleStore, place: RawLocation, hour: int = 0) -> Outcome:
    place = replace(place, sequencer=f"{hour:04X}")
    return ingest(place, raw_store=aws.raw_store, article_store=store, now=later(hour)).outcome


MEDIAN = "<p>" + "".join(f"The keeper of the tower wrote line {n} by hand. " for n in range(45)) + "</p>"
LARGE = "<p>" + "".join(f"{n * 7919 % 99991} lamps were lit at {n}. " for n in range(2600)) + "</p>"


def test_a_new_article_takes_one_fetch_one_read_and_two_writes(aws: Aws, store: ArticleStore) -> None:
    with counted(aws) as cost:
        assert dropped(aws, store, feed_file(body=MEDIAN)) is Outcome.CREATED
    assert cost.calls == {"s3.PutObject": 1, "s3.GetObject": 1, "BatchGetItem": 1, "PutItem": 2}
    assert cost.meter.write_units <= 11
    assert cost.meter.read_units <= 4


def test_a_large_new_article_takes_one_write_more_for_what_lies_apart(aws: Aws, store: ArticleStore) -> None:
    with counted(aws) as cost:
        dropped(aws, store, feed_file(body=LARGE))
    assert (cost.reads, cost.writes) == (1, 3)


@pytest.mark.parametrize("body", [MEDIAN, LARGE])
@pytest.mark.parametrize("key", [KEY, "articles/harbour/copy.md"])
def test_an_exact_duplicate_takes_four_calls_and_three_write_units(
    aws: Aws, store: ArticleStore, body: str, key: str
) -> None:
    dropped(aws, store, feed_file(body=body))
    with counted(aws) as cost:
        assert dropped(aws, store, feed_file(body=body), key, hour=1) is Outcome.UNCHANGED
    assert cost.of_dynamodb <= 4
    assert cost.meter.write_units <= 3


def test_the_same_delivery_again_takes_four_calls_and_one_write_unit(aws: Aws, store: ArticleStore) -> None:
    version_id = aws.put_raw(KEY, feed_file(body=LARGE))
    place = RawLocation(bucket=RAW_BUCKET, key=KEY, version_id=version_id)
    delivered(aws, store, place)
    with counted(aws) as cost:
        assert delivered(aws, store, place) is Outcome.CREATED
    assert cost.of_dynamodb <= 4
    assert cost.meter.write_units <= 1


@pytest.mark.parametrize("body", [MEDIAN, LARGE])
def test_a_revision_takes_six_calls(aws: Aws, store: ArticleStore, body: str) -> None:
    dropped(aws, store, feed_file(body=body))
    with counted(aws) as cost:
        assert dropped(aws, store, feed_file(body=body + "<p>More.</p>"), hour=1) is Outcome.REVISED
    assert cost.of_dynamodb <= 6


@pytest.mark.parametrize(
    ("hour", "outcome"), [(2, Outcome.REVISED), (-1, Outcome.SUPERSEDED), (1, Outcome.UNCHANGED)]
)
def test_an_arrival_at_an_article_with_2000_large_editions_reads_a_few_of_them(
    aws: Aws, store: ArticleStore, hour: int, outcome: Outcome
) -> None:
    dropped(aws, store, feed_file(body=LARGE, published_at=later(1)))
    history(aws, 2000)
    body = LARGE if outcome is Outcome.UNCHANGED else LARGE + "<p>More.</p>"
    content = feed_file(body=body, published_at=later(hour))
    with counted(aws) as cost:
        assert dropped(aws, store, content, "articles/harbour/new.md", hour=1) is outcome
    assert cost.meter.read_units <= 12


def history(aws: Aws, count: int) -> None:
    """Put editions beside the head of the article, each with its own content."""
    head = aws.article_store.head(article_id(URL))
    assert head
    assert head.edition
    for number in range(count):
        raw = replace(head.edition.raw, key=f"articles/old/{number}.md", version_id=f"v{number}")
        placed = later(-9000 + number)
        each = replace(
            head.edition, raw=raw, published_at=placed, placed_at=placed, content_hash=f"{number:064}",
            reading=f"{number:032}",
        )  # fmt: skip
        aws.dynamodb.put_item(TableName=TABLE, Item=to_attributes(edition_item(each)))


def test_an_arrival_at_a_key_reads_the_same_however_many_versions_it_has(
    aws: Aws, store: ArticleStore
) -> None:
    """Its receipt is written under a condition and read by its key, so 500 versions stand for any number."""
    units = []
    for key, versions in (("articles/harbour/new.md", 0), ("articles/harbour/old.md", 500)):
        for number in range(versions):
            old = replace(receipt(), location=location(key, f"v{number}"))
            aws.dynamodb.put_item(TableName=TABLE, Item=to_attributes(receipt_item(old)))
        url = f"https://news.example/{versions}"
        contents = (b"Dear reader,", feed_file(url=url), b"Dear reader,", feed_file(url=url, body=MEDIAN))
        for hour, content in enumerate(contents):
            with counted(aws) as cost:
                dropped(aws, store, content, key, hour=hour)
            units.append(cost.meter.read_units)
    assert units[:4] == units[4:]
    assert max(units) <= 12

"""Golden items: what table and content bucket hold in each stored shape, which must be read for ever.

`stored/shape-<n>.json` has the items that the code of that shape wrote, the bodies in the bucket, and what
was served of them. Code of today must serve the same, in the fields of that time, and must write the same
as long as `SHAPE` is the same. Who changes how an item is written raises `SHAPE`, and runs

    .venv/bin/python -m tests.golden.test_stored_items   writes the file of today's shape if there is none yet

The files of older shapes are never changed, and never removed.
"""

import base64
import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from broadsheet.adapters.dynamodb.attributes import from_attributes
from broadsheet.adapters.dynamodb.contents import BODY, read_content
from broadsheet.adapters.dynamodb.shape import SHAPE
from broadsheet.article import Outcome
from broadsheet.errors import ArticleErasedError, ArticleWithdrawnError
from broadsheet.identity import article_id
from broadsheet.ingestion.store import store_article
from broadsheet.ingestion.withdrawals import erase, withdraw
from broadsheet.presenting.article_json import article_json, rejection_json, revision_json, summary_json
from broadsheet.receipt import Receipt
from broadsheet.retrieval.queries import ListingQuery, RejectionQuery, RevisionQuery
from tests.aws import CONTENT_BUCKET, TABLE, Aws, aws_account
from tests.builders import NOON, article, later, location

STORED = Path(__file__).parent / "stored"
SHAPES = sorted(STORED.glob("shape-*.json"))
REVISED, LARGE, HUGE, WITHDRAWN, AWAITED, ERASED = (
    f"https://news.example/{name}" for name in ("revised", "large", "huge", "withdrawn", "awaited", "erased")
)
LONGEST_TEXT = 1_000  # characters, in the file
SERVED = (REVISED, LARGE, HUGE)


def write_everything(aws: Aws) -> None:
    """Have the store hold an item of each kind."""
    store = aws.article_store
    for number, text in enumerate(("One.", "Two.", "Two.")):
        each = article(
            text,
            url=REVISED,
            key=f"articles/harbour/{number}.md",
            published_at=later(number),
            put_at=later(number),
        )
        store_article(replace(each, sequencer=f"0{number}", rules="r1"), store, later(number))
    store_article(
        article("Of old.", url=REVISED, published_at=None, key="old.md", put_at=later(-9)), store, later(4)
    )
    store_article(article("Lamps. " * 3_000, url=LARGE, version_id="v1"), store, NOON)
    store_article(article("Lamps. " * 60_000, url=HUGE, version_id="v1"), store, NOON)
    for url in (WITHDRAWN, ERASED):
        store_article(article(url=url, version_id="v1"), store, NOON)
    withdraw(article_id(WITHDRAWN), "by order of the court", store, later())
    withdraw(article_id(AWAITED), "by order of the court", store, later())
    erase(article_id(ERASED), "by law", store, later())
    for receipt in receipts():
        store.put_receipt(receipt, over=None)
    store.put_rejection("bad.md", receipts()[1], over=None)


def receipts() -> list[Receipt]:
    """Return receipts of each kind."""
    good = Receipt(
        location=replace(location("good.md"), put_at=NOON, sequencer="0A"),
        outcome=Outcome.REVISED,
        article_ids=("a" * 26, "b" * 26),
        parser_version=1,
        processed_at=later(),
        message="1 of 3 entries are no articles: 2 (no_url)",
    )
    bad = replace(
        good,
        location=replace(location("bad.md"), put_at=NOON),
        outcome=Outcome.REJECTED,
        article_ids=(),
        code="no_header",
    )
    return [
        good,
        bad,
        replace(bad, location=location("bad.md", "v0"), dismissed=True),
        replace(good, location=location("good.md", "v0"), given_up=True),
    ]


def everything_served(aws: Aws) -> dict[str, Any]:
    """Return what is served of all that the store holds."""
    reads, writes = aws.catalogue, aws.article_store
    served: dict[str, Any] = {"withdrawn": [], "erased": []}
    for name, url, error in (
        ("withdrawn", WITHDRAWN, ArticleWithdrawnError),
        ("withdrawn", AWAITED, ArticleWithdrawnError),
        ("erased", ERASED, ArticleErasedError),
    ):
        with pytest.raises(error) as refused:
            reads.article(article_id(url))
        served[name].append(refused.value.reason)
    for url in SERVED:
        head = reads.article(article_id(url))
        every = [reads.article(article_id(url), number + 1) for number in range(head.revision)]
        served[url] = [article_json(each.article, each) for each in (head, *every)]
    served["revisions"] = [
        revision_json(each) for each in reads.revisions(article_id(REVISED), RevisionQuery()).revisions
    ]
    for order in ("published", "changed"):
        page = reads.articles(ListingQuery(order=order, sources=("harbour",)))
        served[order] = [summary_json(entry) for entry in page.articles]
    served["rejections"] = [rejection_json(each) for each in reads.rejections(RejectionQuery()).receipts]
    served["receipts"] = [writes.receipt(each.location) == each for each in receipts()]
    served["sources"] = [str(source) for source in reads.sources()]
    plain: dict[str, Any] = _short(json.loads(json.dumps(served)))
    return plain


def _short(value: Any) -> Any:
    """Return a value with the digests of long texts in place of them."""
    match value:
        case str() if len(value) > LONGEST_TEXT:
            return f"{len(value)} characters, {hashlib.sha256(value.encode()).hexdigest()}"
        case dict():
            return {name: _short(each) for name, each in value.items()}
        case list():
            return [_short(each) for each in value]
    return value


def held(aws: Aws) -> dict[str, Any]:
    """Return the items and the bodies of the bucket, fit for a file."""
    items = sorted(
        aws.dynamodb.scan(TableName=TABLE)["Items"],
        key=lambda item: (item["subject"]["S"], item["record"]["S"]),
    )
    keys = [each["Key"] for each in aws.s3.list_objects_v2(Bucket=CONTENT_BUCKET)["Contents"]]
    bodies = {key: aws.s3.get_object(Bucket=CONTENT_BUCKET, Key=key)["Body"].read() for key in keys}
    return {"items": _with_text(items), "bodies": _with_text(bodies)}


def _with_text(value: Any) -> Any:
    """Return a value with texts in base64 for its bytes."""
    match value:
        case bytes():
            return base64.b64encode(value).decode()
        case dict():
            return {name: _with_text(each) for name, each in value.items()}
        case list():
            return [_with_text(each) for each in value]
    return value


def _with_bytes(item: dict[str, Any]) -> dict[str, Any]:
    """Return a golden item as DynamoDB takes it."""
    return {name: {"B": base64.b64decode(v["B"])} if "B" in v else v for name, v in item.items()}


def put_golden(aws: Aws, golden: dict[str, Any]) -> None:
    for item in golden["items"]:
        aws.dynamodb.put_item(TableName=TABLE, Item=_with_bytes(item))
    for key, body in golden["bodies"].items():
        aws.s3.put_object(Bucket=CONTENT_BUCKET, Key=key, Body=base64.b64decode(body))


def within(expected: Any, actual: Any) -> bool:
    """Tell whether all that was served is served, whatever fields there are besides."""
    if isinstance(expected, dict):
        return isinstance(actual, dict) and all(within(v, actual.get(name)) for name, v in expected.items())
    if isinstance(expected, list):
        return len(expected) == len(actual) and all(map(within, expected, actual))
    return bool(expected == actual)


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_what_was_stored_in_any_shape_is_served_as_it_was(path: Path, aws: Aws) -> None:
    golden = json.loads(path.read_text("utf-8"))
    put_golden(aws, golden)
    served = everything_served(aws)
    assert within(golden["served"], served), served


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_what_was_stored_in_any_shape_is_replayed_and_revised(path: Path, aws: Aws) -> None:
    put_golden(aws, json.loads(path.read_text("utf-8")))
    store = aws.article_store
    for url in SERVED:
        again = article("Read better.", url=url, version_id="v1", parser_version=2, published_at=later(9))
        new = article("New.", url=url, version_id="v9", published_at=later(20), put_at=later(20))
        for each in (again, new):
            assert store_article(each, store, later(30)) in {
                Outcome.CREATED,
                Outcome.REVISED,
                Outcome.SUPERSEDED,
            }
        assert aws.catalogue.article(article_id(url)).article.content.text == "New."
    for url in (WITHDRAWN, AWAITED, ERASED):
        store_article(article("New.", url=url, version_id="v9", put_at=later(20)), store, later(30))
        with pytest.raises(ArticleWithdrawnError):
            aws.catalogue.article(article_id(url))


def test_todays_code_writes_what_the_golden_items_of_its_shape_are(aws: Aws) -> None:
    write_everything(aws)
    golden = json.loads((STORED / f"shape-{SHAPE}.json").read_text("utf-8"))
    written, wanted = (
        [_unpacked(_with_bytes(item), aws) for item in each["items"]] for each in (held(aws), golden)
    )
    assert written == wanted, (
        "items are written in another way than before. If that is meant, raise SHAPE in "
        "adapters/dynamodb/shape.py and run `.venv/bin/python -m tests.golden.test_stored_items`."
    )


def _unpacked(item: dict[str, Any], aws: Aws) -> dict[str, Any]:
    """Return an item with what its body says in place of its bytes, which the version of zlib decides."""
    plain = from_attributes(item)
    if BODY in plain:
        plain[BODY] = read_content(plain, aws.bodies)
    return plain


def write_golden() -> None:
    """Write the golden file of today's shape, if there is none."""
    path = STORED / f"shape-{SHAPE}.json"
    if path.exists():
        return
    with aws_account() as aws:
        write_everything(aws)
        golden = held(aws) | {"served": everything_served(aws)}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(golden, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    write_golden()

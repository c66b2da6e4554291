"""Compute what a million articles and a million reads cost, and print it as docs/cost.md.

usage: python -m benchmarks.cost FOLDER [--prices benchmarks/prices.toml]

The raw feed files of the folder are ingested and read on a mocked account, which gives the calls, the items
and so the units; the work of the processor is measured apart from it, on this machine. Prices, and the time
that calls take within AWS, are input.
"""

import argparse
import json
import statistics
import sys
import time
import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.cost_of_a_feed import work_of_a_fetch
from benchmarks.cost_page import (
    Prices,
    Standing,
    Work,
    api_bill,
    ingest_bill,
    month_bill,
    publish_bill,
    render,
)
from benchmarks.metering import OVERHEAD_OF_AN_ITEM, Meter, indexes_of
from broadsheet.adapters.dynamodb.attributes import item_size, to_attributes
from broadsheet.adapters.dynamodb.contents import written_content
from broadsheet.adapters.dynamodb.heads import head_item
from broadsheet.adapters.dynamodb.totals import DynamoDbTotals
from broadsheet.article import Article, RawLocation
from broadsheet.errors import InvalidDocumentError
from broadsheet.ingestion.ingest import ingest
from broadsheet.ingestion.reading import articles_in
from broadsheet.presenting.article_json import article_json, summary_json
from broadsheet.publishing.changes import ArticleChange, ArticleState
from broadsheet.publishing.events import event_of
from broadsheet.publishing.states import state_of
from broadsheet.retrieval.queries import ListingQuery
from broadsheet_cli.folders import key_of, raw_files
from tests.aws import CONTENT_BUCKET, RAW_BUCKET, TABLE, Aws, aws_account, read_template, table_in_template
from tests.builders import head_of, raw_document, stored

PRICES = Path(__file__).with_name("prices.toml")


def main() -> int:
    """Print the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="raw feed files")
    parser.add_argument("--prices", type=Path, default=PRICES)
    options = parser.parse_args()
    prices: Prices = tomllib.loads(options.prices.read_text("utf-8"))
    documents = {key_of(path, options.folder): path.read_bytes() for path in raw_files(options.folder)}
    if not documents:
        parser.error(f"there are no files in {options.folder}")
    works, articles, median_item = _measured(documents, prices)
    bills = {
        "A million articles ingested": ingest_bill(works["article ingested"], prices),
        "A million changes told and counted": publish_bill(works["change told"], prices),
        "A million articles read": api_bill(works["article read"], prices),
        "A million pages listed": api_bill(works["page listed"], prices),
        "A month in which nothing happens": month_bill(_standing(), prices),
    }
    sys.stdout.write(render(prices, works, bills, articles=articles, median_item=median_item))
    return 0


def _measured(documents: dict[str, bytes], prices: Prices) -> tuple[dict[str, Work], int, int]:
    """Return the work of one of each, how many articles there were, and the median item's bytes."""
    with aws_account() as account:
        ingested, articles, sizes = _ingested(account, documents)
        read = _read(account, articles)
        listed = _listed(account, prices["workload"]["page"])
        states = [state_of(each) for id_ in articles for each in account.catalogue.summaries([id_]).values()]
    with aws_account() as account:  # an empty one: the mock copies its whole table for each transaction
        told = _told(account, states, prices["workload"]["changes"])
    with aws_account() as account:
        fetched = work_of_a_fetch(account, _meter(account))
    works = {
        "article ingested": ingested,
        "change told": told,
        "article read": read,
        "page listed": listed,
        "feed fetched": fetched,
    }
    return works, len(articles), round(statistics.median(sizes))


def _ingested(account: Aws, documents: dict[str, bytes]) -> tuple[Work, list[str], list[int]]:
    """Ingest all documents; return the work of one, the ids of the articles and the sizes of their items."""
    meter, bodies = _meter(account), _count_bodies(account)
    raw_store, article_store = account.raw_store, account.article_store  # one worker's
    articles: list[str] = []
    sizes: list[int] = []
    for key, content in documents.items():
        account.put_raw(key, content)
        receipt = ingest(
            RawLocation(bucket=RAW_BUCKET, key=key, version_id=""),
            raw_store=raw_store,
            article_store=article_store,
            now=datetime.now(UTC),
        )
        articles += receipt.article_ids if receipt.outcome == "created" else ()
    count = len(documents)
    work = Work(
        milliseconds=_milliseconds_of_cleaning(documents, sizes),
        dynamodb_calls=meter.calls / count,
        s3_calls=1 + len(bodies) / count,
        bodies_put=len(bodies) / count,
        write_units=meter.write_units / count,
        read_units=meter.read_units / count,
        bytes_stored=meter.stored / count,
        bytes_raw=sum(map(len, documents.values())) / count,
    )
    return work, articles, sizes


def _milliseconds_of_cleaning(documents: dict[str, bytes], sizes: list[int]) -> float:
    """Return the processor's time from a document's bytes to its item, and note the items' sizes."""
    seconds = 0.0
    for key, content in documents.items():
        started = time.process_time()
        try:
            found = articles_in(raw_document(content, key))
        except InvalidDocumentError:
            found = ()
        items = [to_attributes(_head(article)) for article in found]
        seconds += time.process_time() - started
        sizes += map(item_size, items)
    return seconds / len(documents) * 1000


def _head(article: Article) -> dict[str, Any]:
    head = head_of(stored(article))
    return head_item(head, written_content(article.content, article.id, "", NO_BODIES))


def _read(account: Aws, articles: list[str]) -> Work:
    meter = _meter(account)
    catalogue = account.catalogue
    bodies = []
    seconds = 0.0
    for article_id in articles:
        started = time.process_time()
        found = catalogue.article(article_id)
        bodies.append(len(json.dumps(article_json(found.article, found), ensure_ascii=False).encode()))
        seconds += time.process_time() - started
    return _answers(meter, bodies, seconds)


def _listed(account: Aws, page: int) -> Work:
    meter = _meter(account)
    started = time.process_time()
    found = account.catalogue.articles(ListingQuery(limit=page)).articles
    body = json.dumps([summary_json(summary) for summary in found], ensure_ascii=False).encode()
    return _answers(meter, [len(body)], time.process_time() - started)


def _told(account: Aws, states: list[ArticleState], together: int) -> Work:
    """Count articles as new ones, so many together, and make their events; return the work of one."""
    changes = [
        ArticleChange(article_id=state.article_id, sequence=f"{number:040}", before=None, after=state)
        for number, state in enumerate(states)
    ]
    meter, totals = _meter(account), DynamoDbTotals(account.dynamodb, TABLE)
    started = time.process_time()
    for start in range(0, len(changes), together):
        some = changes[start : start + together]
        totals.count(some)
        json.dumps([event.detail for change in some if (event := event_of(change))])
    work = _answers(meter, [0] * len(changes), time.process_time() - started)
    return replace(
        work, write_units=meter.write_units / len(changes), bytes_stored=_kept(account) / len(changes)
    )


def _kept(account: Aws) -> int:
    """Return the bytes of what says how articles are counted."""
    pages = account.dynamodb.get_paginator("scan").paginate(TableName=TABLE)
    items = (item for page in pages for item in page["Items"] if item["subject"]["S"].startswith("counted#"))
    return sum(item_size(item) + OVERHEAD_OF_AN_ITEM for item in items)


def _answers(meter: Meter, bodies: list[int], seconds: float) -> Work:
    count = len(bodies)
    return Work(
        milliseconds=(seconds - meter.seconds_in_calls) / count * 1000,
        dynamodb_calls=meter.calls / count,
        s3_calls=0,
        read_units=meter.read_units / count,
        bytes_out=sum(bodies) / count,
    )


def _meter(account: Aws) -> Meter:
    table = table_in_template()
    key = tuple(element["AttributeName"] for element in table["KeySchema"])
    meter = Meter(indexes=indexes_of(table), table_key=key)
    meter.watch(account.dynamodb.meta.events)
    return meter


def _count_bodies(account: Aws) -> list[str]:
    """Return a list that grows with each body that is put into the content bucket."""
    keys: list[str] = []

    def note(params: dict[str, Any], **_: object) -> None:
        keys.extend([params["Key"]] if params["Bucket"] == CONTENT_BUCKET else [])

    account.s3.meta.events.register("provide-client-params.s3.PutObject", note)
    return keys


def _standing() -> Standing:
    """Return what the template has that costs money while nothing happens."""
    resources = read_template()["Resources"].values()
    alarms = [each for each in resources if each["Type"] == "AWS::CloudWatch::Alarm"]
    (dashboard,) = (each for each in resources if each["Type"] == "AWS::CloudWatch::Dashboard")
    widgets = json.loads(dashboard["Properties"]["DashboardBody"]["!Sub"])["widgets"]
    shown = [metric for widget in widgets for metric in widget["properties"].get("metrics", ())]
    return Standing(
        alarms=len(alarms),
        dashboards=1,
        metrics=len({metric[1] for metric in shown if metric[0] == "${AWS::StackName}"}),
    )


class _NoBodies:
    """Takes the bodies of large articles, and forgets them."""

    def put(self, key: str, body: bytes) -> None:
        """Forget a body."""

    def get(self, key: str) -> bytes:
        """Never called: nothing is read back."""
        raise KeyError(key)


NO_BODIES = _NoBodies()

if __name__ == "__main__":
    sys.exit(main())

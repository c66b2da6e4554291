"""From the work of one article to the bill of a million, and the page that shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Prices = Mapping[str, Any]
"""The tables of prices.toml."""

Bill = dict[str, float]
"""US dollars by service."""

MILLION = 1_000_000
GIGABYTE = 1024**3
FETCHES_A_YEAR = 24 * 365
NOT_COUNTED = "Not counted: the start of a function, which is charged as its time, and the key of the table."


@dataclass(frozen=True, kw_only=True)
class Work:
    """What one article ingested, or one answer of the API, takes on average; times without waiting."""

    milliseconds: float
    dynamodb_calls: float
    s3_calls: float
    write_units: float = 0
    read_units: float = 0
    bytes_out: float = 0
    bodies_put: float = 0
    bytes_stored: float = 0
    bytes_raw: float = 0


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a stack has of its own that is paid by the month: how many of each."""

    alarms: int
    dashboards: int
    metrics: int


def duration(work: Work, prices: Prices) -> float:
    """Return the milliseconds that the function runs: the processor's work at its share, and waiting."""
    waiting, function = prices["waiting"], prices["lambda"]
    calls = work.dynamodb_calls + work.s3_calls
    busy = work.milliseconds + calls * waiting["processor"]
    share = min(1, function["memory_mb"] / function["full_core_mb"])
    waited = work.dynamodb_calls * waiting["dynamodb"] + work.s3_calls * waiting["s3"]
    return float(busy / share + waited)


def ingest_bill(work: Work, prices: Prices) -> Bill:
    """Return what a million articles cost on their way from the raw bucket into the table."""
    batch = prices["workload"]["batch"]
    return {
        "Raw bucket: put and get": prices["s3"]["million_puts"] + prices["s3"]["million_gets"],
        # One message sent by S3; received and deleted in batches.
        "Queue": prices["sqs"]["million_requests"] * (1 + 2 / batch),
        **_function(work, prices, invocations=1 / batch, logged=prices["logs"]["bytes_a_document"]),
        "Table: writes": work.write_units * prices["dynamodb"]["million_write_units"],
        "Table: reads": work.read_units * prices["dynamodb"]["million_read_units"],
        "Content bucket: put": work.bodies_put * prices["s3"]["million_puts"],
    }


def publish_bill(work: Work, prices: Prices) -> Bill:
    """Return what it costs to tell and to count what became of a million articles."""
    function = {**prices["lambda"], "memory_mb": prices["publish"]["memory_mb"]}
    smaller = {**prices, "lambda": function}
    return {
        "Events": prices["publish"]["million_events"],
        **_function(work, smaller, invocations=1 / prices["workload"]["changes"], logged=0),
        "Table: writes": work.write_units * prices["dynamodb"]["million_write_units"],
        "Table: reads": work.read_units * prices["dynamodb"]["million_read_units"],
    }


def month_bill(standing: Standing, prices: Prices) -> Bill:
    """Return what a stack costs in a month in which nothing is dropped and nothing is read."""
    month = prices["month"]
    return {
        "Alarms": standing.alarms * month["alarm"],
        "Dashboard": standing.dashboards * month["dashboard"],
        "Metrics of its own, once there were any": standing.metrics * month["metric"],
        "Queue: asked whether there is anything": month["polls"]
        / MILLION
        * prices["sqs"]["million_requests"],
    }


def api_bill(work: Work, prices: Prices) -> Bill:
    """Return what a million answers cost."""
    return {
        "API Gateway": prices["api_gateway"]["million_requests"],
        **_function(work, prices, invocations=1, logged=0),
        "Table: reads": work.read_units * prices["dynamodb"]["million_read_units"],
        "Transfer out": MILLION * work.bytes_out / GIGABYTE * prices["transfer"]["gigabyte_out"],
    }


def _function(work: Work, prices: Prices, *, invocations: float, logged: float) -> Bill:
    function, logs, traces = prices["lambda"], prices["logs"], prices["xray"]
    gigabyte_seconds = MILLION * duration(work, prices) / 1000 * function["memory_mb"] / 1024
    written = MILLION * (logged + invocations * logs["platform_bytes"])
    return {
        "Function: time": gigabyte_seconds * function["gigabyte_second"],
        "Function: requests": invocations * function["million_requests"],
        "Logs and metrics' lines": written / GIGABYTE * logs["gigabyte"],
        "Traces": invocations * traces["sampled"] * traces["million_traces"],
    }


def render(
    prices: Prices, works: Mapping[str, Work], bills: Mapping[str, Bill], *, articles: int, median_item: int
) -> str:
    """Return the page, in Markdown."""
    lines = (*_lines(prices, works, bills, articles, median_item), *_feed(works["feed fetched"], prices))
    return "\n".join(lines) + "\n"


def _lines(
    prices: Prices, works: Mapping[str, Work], bills: Mapping[str, Bill], articles: int, median_item: int
) -> Iterator[str]:
    yield "# Cost"
    yield ""
    region, as_of = prices["region"], prices["as_of"]
    yield f"Made by `make cost CORPUS=folder`; do not edit. List prices of {region} as of {as_of},"
    yield "without free tiers and discounts, from `benchmarks/prices.toml`: put yours there and run it again."
    yield ""
    for name, bill in bills.items():
        yield from _bill(name, bill)
    yield "## What one takes"
    yield ""
    yield f"On average over {articles:,} articles; the median article's item has {median_item:,} bytes."
    yield "Units are computed from the items by DynamoDB's rules, with what the indexes hold of them."
    yield ""
    yield "| | " + " | ".join(works) + " |"
    yield "| --- |" + " ---: |" * len(works)
    for label, value in _figures(prices):
        yield f"| {label} | " + " | ".join(value(work) for work in works.values()) + " |"
    yield ""
    yield "Waiting is not measured but put in, as is botocore's own work: see `benchmarks/prices.toml`."
    yield ""
    yield from _by_the_month(works["article ingested"], works["change told"], prices)


def _by_the_month(ingested: Work, told: Work, prices: Prices) -> Iterator[str]:
    yield "## By the month"
    yield ""
    keep = MILLION / GIGABYTE
    stored = ingested.bytes_stored + told.bytes_stored
    table = keep * stored * prices["dynamodb"]["gigabyte_month"]
    raw = keep * ingested.bytes_raw * prices["s3"]["gigabyte_month"]
    recovery = keep * stored * prices["dynamodb"]["gigabyte_month_of_recovery"]
    yield f"A million articles kept: ${table:.2f} in the table and its indexes, ${raw:.2f} in the raw bucket,"
    yield f"at most ${recovery:.2f} for point-in-time recovery."
    yield ""
    yield NOT_COUNTED


def _feed(fetch: Work, prices: Prices) -> Iterator[str]:
    """Yield what a feed costs in a year in which it is fetched every hour."""
    dollars = sum(ingest_bill(fetch, prices).values()) * FETCHES_A_YEAR / MILLION
    raw = FETCHES_A_YEAR * fetch.bytes_raw
    kept = raw / GIGABYTE * prices["s3"]["gigabyte_month"]
    yield ""
    yield f"## A feed fetched every hour for a year: ${dollars:.2f}"
    yield ""
    year = {
        "calls of DynamoDB": f"{FETCHES_A_YEAR * fetch.dynamodb_calls:,.0f}",
        "write units": f"{FETCHES_A_YEAR * fetch.write_units:,.0f}",
        "read units": f"{FETCHES_A_YEAR * fetch.read_units:,.0f}",
        "MB added to the table and its indexes": f"{FETCHES_A_YEAR * fetch.bytes_stored / MILLION:,.1f}",
        "MB added to the raw bucket": f"{raw / MILLION:,.0f}",
    }
    yield "Of 30 entries, with 3 new ones a day. Of each entry that is still there, a small item is kept that"
    yield "says so: by it, documents that arrive late find their place in the article's history."
    yield ""
    yield "| | in a year |"
    yield "| --- | ---: |"
    yield from (f"| {label} | {value} |" for label, value in year.items())
    yield ""
    yield f"What is then in the raw bucket costs ${kept:.3f} a month. Who fetches with `If-None-Match` or"
    yield "`If-Modified-Since`, and drops only what has changed, saves nearly all of it."


def _bill(name: str, bill: Bill) -> Iterator[str]:
    yield f"## {name}: ${sum(bill.values()):.2f}"
    yield ""
    yield "| | US dollars |"
    yield "| --- | ---: |"
    for service, dollars in bill.items():
        yield f"| {service} | {dollars:.2f} |"
    yield ""


def _figures(prices: Prices) -> Iterator[tuple[str, Any]]:
    yield "function's time, ms", lambda work: f"{duration(work, prices):.0f}"
    yield "of it the processor's, at one whole core, ms", lambda work: f"{work.milliseconds:.1f}"
    yield "calls of DynamoDB", lambda work: f"{work.dynamodb_calls:.2f}"
    yield "calls of S3", lambda work: f"{work.s3_calls:.0f}"
    yield "write units", lambda work: f"{work.write_units:.1f}"
    yield "read units", lambda work: f"{work.read_units:.1f}"
    yield "bytes sent out", lambda work: f"{work.bytes_out:,.0f}"
    yield "bytes kept in the table and its indexes", lambda work: f"{work.bytes_stored:,.0f}"

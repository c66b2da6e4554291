"""What one fetch of a feed costs that is fetched every hour, nearly always with nothing new in it."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from benchmarks.cost_page import Work
from benchmarks.metering import Meter
from broadsheet.article import RawLocation
from broadsheet.ingestion.ingest import ingest
from tests.aws import RAW_BUCKET, Aws

KEY = "harbour/nights.xml"
ENTRIES = 30
NEW_A_DAY = 3
FETCHES_A_DAY = 24
DAYS_BEFORE = 1  # those in which the store comes to know the feed
DAYS_MEASURED = 2
FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)
PARAGRAPH = (
    "<p>The keeper of the lamp, who had lit it every evening for thirty years, wrote down the weather, the "
    "ships that passed and the oil that was left, and none of it was ever read by anybody but himself.</p>"
)
PARAGRAPHS = 12  # about 2.3 KB, as full-text feeds have


def work_of_a_fetch(account: Aws, meter: Meter) -> Work:
    """Return the mean work of a fetch.

    Parameters
    ----------
    account
        A mocked account with an empty store.
    meter
        Watches its table, and has counted nothing yet.

    Returns
    -------
    Work
        Of one fetch: a version of one key with 30 entries, of which 3 a day are new.
    """
    seconds, sizes = 0.0, list[int]()
    for number, content in enumerate(_fetched(DAYS_BEFORE + DAYS_MEASURED)):
        if number == DAYS_BEFORE * FETCHES_A_DAY:
            _forget(meter)
            seconds, sizes = 0.0, []
        now = FIRST_DAY + timedelta(hours=number)
        location = RawLocation(
            bucket=RAW_BUCKET,
            key="feeds/harbour.xml",
            version_id=account.put_raw("feeds/harbour.xml", content),
        )
        started = time.process_time()
        ingest(location, raw_store=account.raw_store, article_store=account.article_store, now=now)
        seconds += time.process_time() - started
        sizes.append(len(content))
    count = len(sizes)
    return Work(
        milliseconds=(seconds - meter.seconds_in_calls) / count * 1000,
        dynamodb_calls=meter.calls / count,
        s3_calls=1,
        write_units=meter.write_units / count,
        read_units=meter.read_units / count,
        bytes_stored=meter.stored / count,
        bytes_raw=sum(sizes) / count,
    )


def _fetched(days: int) -> Iterator[bytes]:
    """Yield the feed as it is at every hour: newest entries first, a new one every eighth."""
    for hour in range(days * FETCHES_A_DAY):
        newest = ENTRIES + hour * NEW_A_DAY // FETCHES_A_DAY
        items = "".join(map(_item, range(newest, newest - ENTRIES, -1)))
        yield f'<rss version="2.0"><channel><title>Harbour</title>{items}</channel></rss>'.encode()


def _item(number: int) -> str:
    published = format_datetime(FIRST_DAY + timedelta(hours=number * FETCHES_A_DAY // NEW_A_DAY))
    body = f"<p>Night {number}.</p>{PARAGRAPH * PARAGRAPHS}"
    return (
        f"<item><title>Night {number}</title><link>https://harbour.example/nights/{number}</link>"
        f"<pubDate>{published}</pubDate><description><![CDATA[{body}]]></description></item>"
    )


def _forget(meter: Meter) -> None:
    meter.calls = meter.write_units = meter.stored = 0
    meter.read_units = meter.seconds_in_calls = 0.0

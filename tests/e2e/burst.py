"""A burst of documents for a whole system, of every fate, and the page that tells an operator of it."""

import contextlib
import http.client
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

import boto3

from broadsheet.adapters.sqs import messages_in
from broadsheet.operating.log_lines import last_of_each
from broadsheet_cli.ingest_log import ingest_log_of
from broadsheet_cli.stack import DEFAULT_STACK, Stack
from tests.builders import feed_file, later
from tests.e2e.running import SECONDS_TO_ANSWER, RunningSystem, wait_until
from tests.e2e.watching import giving_up_at_once, without

ARTICLES = 30  # more than one page of the list has
FERRY = "https://harbour.example/ferry"
LIBRARY = "https://liming.example/library"
UNKNOWN = "https://harbour.example/never-written"
PHOTO = "https://img.example/ferry.jpg"
GIVEN_UP = 2
REJECTED = ("harbour/letter's end.md", "letters/empty.md", "黎明报/2.md")
PICTURE = f'<figure><img src="{PHOTO}" alt="A boat"><figcaption>The boat</figcaption></figure>'
TABLE = "<table><tr><th>Pier<th>Hour<tr><td>North<td>nine<tr><td>South<td>ten</table>"
FIRST = f"<p>The last boat leaves at nine sharp, and nobody has ever seen it wait.</p>{PICTURE}{TABLE}"
SECOND = FIRST.replace("nine sharp", "ten sharp")
DISMISS = """broadsheet rejections --dismiss 'harbour/letter'"'"'s end.md'"""


def document(title: str, url: str, body: str, day: int) -> bytes:
    """Return a feed file of so many days after the first."""
    return feed_file(title=title, url=url, body=body, published_at=later(24 * day))


def every_page(article_id: str) -> dict[str, str]:
    """Return what each page is about, by its path."""
    return {
        "/": "the list",
        "/?source=harbour": "a source's list",
        f"/?url={UNKNOWN}": "an address that is not known",
        f"/read/{article_id}": "an article",
        f"/read/{article_id}?revision=1": "a revision",
        f"/read/{article_id}/changes": "changes",
        "/read/sources": "sources",
        "/read/aaaaaaaaaaaaaaaaaaaaaaaaaa": "an article that is not there",
    }


def fill(system: RunningSystem, stack: Stack) -> None:
    """Drop two pages of articles, one of them in two revisions, bad documents, and some that are given up."""
    put, queue = partial(boto3.client("s3").put_object, Bucket=stack.raw_bucket), boto3.client("sqs")
    since, log = datetime.now(UTC), ingest_log_of(DEFAULT_STACK)
    with giving_up_at_once(stack):
        with without("StoreArticles", "IngestFunction"):
            for number in range(GIVEN_UP):
                made = document(f"Lost {number}", f"https://lost.example/{number}", "<p>Lost.</p>", 0)
                put(Key=f"lost/{number}.md", Body=made)
            wait_until(lambda: len(last_of_each(log.failures(since))) == GIVEN_UP)
        _fill(put)  # what failed comes back only after half a minute, to be given up
        wait_until(lambda: messages_in(queue, stack.dead_letter_queue_url) == GIVEN_UP)
    wait_until(lambda: messages_in(queue, stack.queue_url) == 0)
    wait_until(lambda: sum(of["articles"] for of in system.get("/sources")[1]["sources"]) == ARTICLES + 2)


def _fill(put: Callable[..., object]) -> None:
    for number in range(ARTICLES):
        made = document(f"Letter {number}", f"https://letters.example/{number}", "<p>A letter.</p>", number)
        put(Key=f"letters/{number}.md", Body=made)
    library = document("山谷里的图书馆", LIBRARY, "<p>山谷里有一座很小的图书馆，只有三面墙。</p>", ARTICLES)
    put(Key="黎明报/1.md", Body=library)
    put(Key="harbour/1.md", Body=document("The ferry", FERRY, FIRST, ARTICLES + 1))
    put(Key="harbour/2.md", Body=document("The ferry", FERRY, SECOND, ARTICLES + 2))
    for key in REJECTED:
        put(Key=key, Body=b"Dear reader,")


def status_page(archive: RunningSystem, door: str) -> str:
    """Return the page of the status, for an operator who has just come in."""
    base = urlsplit(archive.address)
    connection = http.client.HTTPConnection(base.netloc, timeout=SECONDS_TO_ANSWER)
    with contextlib.closing(connection):
        connection.request("GET", f"{base.path}{door}")
        entered = connection.getresponse()
        entered.read()
        cookie = (entered.getheader("Set-Cookie") or "").partition(";")[0]
        connection.request("GET", f"{base.path}/status", headers={"Cookie": cookie})
        answer = connection.getresponse()
        assert answer.status == 200
        return answer.read().decode()

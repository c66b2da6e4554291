"""Follow `/changes` of the local engine while documents are put, withdrawn, put back and erased, and compare.

usage: python -m benchmarks.mirror_run [--steps 1000] [--seed 1]

The mirror asks the API over HTTP, now and then forgets what it did not save, and goes on. When the queue is
empty and the mirror has caught up, it must hold exactly the articles that the store serves, with their
content hashes. Exit status 1 when it does not.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import boto3

from broadsheet.adapters.dynamodb.article_store import DynamoDbArticleStore
from broadsheet.adapters.dynamodb.catalogue import DynamoDbCatalogue
from broadsheet.adapters.s3 import S3BodyStore
from broadsheet.adapters.sqs import messages_in
from broadsheet.errors import ArticleErasedError, ArticleNotFoundError
from broadsheet.identity import article_id
from broadsheet.ingestion.withdrawals import erase, restore, withdraw
from broadsheet.moments import whole_milliseconds
from broadsheet_cli.stack import DEFAULT_STACK, Stack, describe_stack
from tests.builders import NOON, feed_file
from tests.e2e.running import RunningSystem, wait_until
from tests.mirror.following import Mirror, Page, served

ARTICLES = 200
ACTS = {"put": 80, "withdraw": 20, "restore": 20, "erase": 3}
"""What becomes of articles, and how often of 123 times."""
MOST_WAITING = 20  # documents, beyond which no more are put


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--steps", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        inbox = Path(home) / "inbox"
        inbox.mkdir()
        system = RunningSystem(inbox, Path(home) / "home")
        system.start()
        os.environ.update(system.environment)
        stack = describe_stack(boto3.client("cloudformation"), DEFAULT_STACK)
        try:
            return _run(system, stack, options.steps, Random(options.seed))
        finally:
            system.stop()


@dataclass(kw_only=True)
class Archive:
    """The stack's buckets and table, and what was done to them."""

    stack: Stack
    random: Random
    ids: set[str] = field(default_factory=set)
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._s3, self._sqs = boto3.client("s3"), boto3.client("sqs")
        dynamodb = boto3.client("dynamodb")
        bodies = S3BodyStore(self._s3, self.stack.content_bucket)
        self._store = DynamoDbArticleStore(dynamodb, self.stack.table, bodies)
        self.catalogue = DynamoDbCatalogue(dynamodb, self.stack.table, bodies)

    def step(self) -> None:
        """Let something become of an article."""
        url = f"https://news.example/{self.random.randrange(ARTICLES)}"
        id_, now = article_id(url), whole_milliseconds(datetime.now(UTC))
        self.ids.add(id_)
        (act,) = self.random.choices(list(ACTS), list(ACTS.values()))
        self.done[act] += 1
        with suppress(ArticleErasedError, ArticleNotFoundError):
            if act == "put":
                self._put(url)
            elif act == "withdraw":
                withdraw(id_, "by order", self._store, now)
            elif act == "erase":
                erase(id_, "by law", self._store, now)
            else:
                restore(id_, self._store, now)

    def waiting(self) -> int:
        """Return how many documents were not worked off yet."""
        return messages_in(self._sqs, self.stack.queue_url)

    def _put(self, url: str) -> None:
        key = f"{self.random.choice(('harbour', 'lamp-room'))}/{self.random.randrange(1_000)}.md"
        body = f"<p>Edition {self.random.randrange(1_000)} of what became of the lamp.</p>"
        published_at = NOON + timedelta(hours=self.random.randrange(100))
        content = feed_file("The lamp", url, body, published_at)
        self._s3.put_object(Bucket=self.stack.raw_bucket, Key=key, Body=content)


def _run(system: RunningSystem, stack: Stack, steps: int, random: Random) -> int:
    def ask(parameters: dict[str, str]) -> Page:
        status, page = system.get(f"/changes?{urlencode(parameters)}")
        if status != HTTPStatus.OK:
            raise RuntimeError(f"{status}: {page}")
        return dict(page)

    started, archive, mirror = time.monotonic(), Archive(stack=stack, random=random), Mirror(ask)
    restarts = 0
    for step in range(steps):
        if step % 100 == 0:
            print(f"{step} steps in {time.monotonic() - started:.0f} s", flush=True)
        archive.step()
        if random.random() < 0.5:
            mirror.follow_a_page()
        if random.random() < 0.1:
            mirror.save()
        if random.random() < 0.03:
            mirror.restart()
            restarts += 1
        if archive.waiting() > MOST_WAITING:
            wait_until(lambda: archive.waiting() <= MOST_WAITING)
    wait_until(lambda: archive.waiting() == 0)
    mirror.catch_up()
    print(f"{restarts} restarts of the mirror; {time.monotonic() - started:.0f} s")
    return _compare(archive, mirror)


def _compare(archive: Archive, mirror: Mirror) -> int:
    """Print what was done, and in how much the mirror differs from the store; return the exit status."""
    stored = served(archive.catalogue, archive.ids)
    differing = {id_ for id_, _ in mirror.articles.items() ^ stored.items()}
    print(
        f"{dict(archive.done)}; {len(stored)} articles served, {len(mirror.articles)} mirrored, "
        f"{len(differing)} of them otherwise"
    )
    return 1 if differing or not stored else 0


if __name__ == "__main__":
    sys.exit(main())

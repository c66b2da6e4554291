"""Whatever the order, the number and the failures of deliveries: the store is what the documents say."""

from datetime import timedelta
from random import Random

from hypothesis import settings

from broadsheet.identity import article_id
from broadsheet.ingestion.ingest import ingest
from broadsheet.ports import ArticleCatalogue, ArticleStore
from broadsheet.retrieval.queries import RevisionQuery
from tests.aws import aws_account
from tests.builders import NOON, feed_file, later
from tests.fakes import FakeArticleStore
from tests.faults.deliveries import Deliveries
from tests.faults.drafts import NEWEST_PARSER, URLS, Draft, DraftStore, Told, parser
from tests.faults.machine import DeliveryMachine

SIGHTINGS = 700  # of each text
LATE = 100  # every so many arrives after all others


class DeliveriesToTheFake(DeliveryMachine):
    def make_stores(self) -> tuple[ArticleStore, ArticleCatalogue]:
        fake = FakeArticleStore()
        return fake, fake


TestDeliveriesToTheFake = DeliveriesToTheFake.TestCase
TestDeliveriesToTheFake.settings = settings(max_examples=150, stateful_step_count=30)


class DeliveriesToAws(DeliveryMachine):
    def __init__(self) -> None:
        self._account = aws_account()
        self._aws = self._account.__enter__()
        super().__init__()

    def make_stores(self) -> tuple[ArticleStore, ArticleCatalogue]:
        return self._aws.article_store, self._aws.catalogue

    def teardown(self) -> None:
        try:
            super().teardown()
        finally:
            self._account.__exit__(None, None, None)


TestDeliveriesToAws = DeliveriesToAws.TestCase
TestDeliveriesToAws.settings = settings(max_examples=6, stateful_step_count=20)


def test_thousands_of_unchanged_sightings_are_as_many_revisions_as_there_were_changes() -> None:
    texts = ("One.", "Two.", "One.")
    sightings = tuple(
        Draft(
            key="articles/harbour/again.md",
            version_id=f"v{number}",
            put_at=NOON + timedelta(hours=number),
            sequencer=f"{number:04X}",
            url=URLS[0],
            published_at=NOON,
            readings=(texts[number // SIGHTINGS],) * NEWEST_PARSER,
        )
        for number in range(SIGHTINGS * len(texts))
    )
    store, raw_store = FakeArticleStore(), DraftStore(sightings)
    with parser(1):
        for draft in sorted(sightings, key=lambda sighting: int(sighting.version_id[1:]) % LATE == 0):
            ingest(draft.location(Told.BY_S3), raw_store=raw_store, article_store=store, now=NOON)
    revisions = store.revisions(article_id(URLS[0]), RevisionQuery(limit=100)).revisions
    begun = [sightings[number * SIGHTINGS].version_id for number in range(len(texts))]
    assert [revision.raw.version_id for revision in revisions] == begun
    assert store.article(article_id(URLS[0])).article.content.text == "One."


def test_documents_of_one_article_leave_the_same_table_in_any_order() -> None:
    with aws_account() as aws:
        deliveries = Deliveries(aws=aws)
        for number, text in enumerate(["One.", "Two.", "Two.", "One.", "Three."]):
            content = feed_file(body=f"<p>{text}</p>", published_at=later(number // 2))
            deliveries.drop(f"articles/harbour/{number % 3}.md", content)
        deliveries.drop("articles/harbour/0.md", b"Dear reader,")
        tables = []
        for seed in range(6):
            order = Random(seed).sample(deliveries.messages, len(deliveries.messages))
            deliveries.empty_table()
            assert deliveries.deliver([*order, *order[:2]]) == []
            tables.append(deliveries.table())
        assert all(table == tables[0] for table in tables)
        assert deliveries.findings() == {}

"""Workers at the same articles at the same moment: every order of their calls ends in the same store."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.errors import ConflictError
from broadsheet.identity import article_id
from broadsheet.ingestion.ingest import ingest
from broadsheet.ports import ArticleCatalogue, ArticleStore
from broadsheet.retrieval.queries import RevisionQuery
from tests.aws import aws_account
from tests.builders import later
from tests.fakes import FakeArticleStore
from tests.faults.drafts import Draft, DraftStore, Told, drafts, parser
from tests.faults.model import Model, state_of
from tests.faults.turns import Turns
from tests.faults.unreliable import WatchedStore

Answer = TypeVar("Answer")


class TakingTurns(WatchedStore):
    """A store whose every call waits for the worker's turn."""

    def __init__(self, store: ArticleStore, turns: Turns) -> None:
        super().__init__(store)
        self._turns = turns

    def around(self, call: Callable[[], Answer]) -> Answer:
        self._turns.take()
        return call()


def check(data: st.DataObject, writes: ArticleStore, reads: ArticleCatalogue) -> None:
    """Ingest drawn documents by an old parser, one by one; then again and more by workers at once."""
    made = data.draw(drafts(most=4))
    model = Model()
    raw_store = DraftStore(made)

    def deliver(draft: Draft, store: ArticleStore, version: int) -> None:
        place = draft.location(Told.BY_S3)
        while True:
            try:
                ingest(place, raw_store=raw_store, article_store=store, now=later())
            except ConflictError:
                continue
            model.arrive(draft, version, Told.BY_S3)
            return

    with parser(1):
        for draft in data.draw(st.lists(st.sampled_from(made), max_size=6)):
            deliver(draft, writes, 1)
    turns = Turns(lambda number: data.draw(st.integers(0, number - 1)))
    shared = TakingTurns(writes, turns)
    with parser(2):
        turns.run([partial(deliver, draft, shared, 2) for draft in (*made, *made[:1])])
    assert state_of(writes, made) == model.state()
    for url, article in model.currents().items():
        assert reads.article(article_id(url)).revision == model.state().articles[url].revision
        assert reads.article(article_id(url)).article.content_hash == article.content_hash
        for revision in reads.revisions(article_id(url), RevisionQuery(limit=100)).revisions:
            assert reads.article(article_id(url), revision.number).article.raw == revision.raw


@settings(max_examples=150)
@given(st.data())
def test_workers_that_take_turns_in_any_order_end_in_the_same_fake(data: st.DataObject) -> None:
    fake = FakeArticleStore()
    check(data, fake, fake)


@settings(max_examples=5)
@given(st.data())
def test_workers_that_take_turns_in_any_order_end_in_the_same_table(data: st.DataObject) -> None:
    with aws_account() as aws:
        check(data, aws.article_store, aws.catalogue)

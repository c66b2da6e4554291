"""Deliveries of documents to a store, drawn by Hypothesis: any order, any number, failures anywhere."""

from datetime import datetime, timedelta
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from broadsheet.article import Outcome
from broadsheet.identity import article_id, content_hash
from broadsheet.ingestion.ingest import ingest
from broadsheet.ingestion.withdrawals import restore, withdraw
from broadsheet.ports import ArticleCatalogue, ArticleStore
from broadsheet.retrieval.queries import RevisionQuery
from tests.builders import NOON
from tests.faults.drafts import NEWEST_PARSER, URLS, Draft, DraftStore, Told, drafts, parser
from tests.faults.model import Model, current_of, state_of
from tests.faults.unreliable import ServiceDownError, UnreliableStore, When

NO_FAILURE = -1
numbers = st.integers(0, 100)
failures = st.integers(NO_FAILURE, 9)
moments = st.sampled_from(When)

Delivery = tuple[Draft, Told, int]
"""A document, what is told of the order of its puts, and the parser version of the worker."""


class DeliveryMachine(RuleBasedStateMachine):
    """Compares a store with the model, whenever all deliveries that failed have been made again."""

    def __init__(self) -> None:
        super().__init__()
        self.writes, self.reads = self.make_stores()
        self.store = UnreliableStore(self.writes)
        self.model = Model()
        self.parser_version = 1
        self.failed: list[Delivery] = []
        self.seconds = 0
        self.changed: dict[str, datetime] = {}

    def make_stores(self) -> tuple[ArticleStore, ArticleCatalogue]:
        """Return an empty store, as ingestion and as the API see it."""
        raise NotImplementedError

    def now(self) -> datetime:
        """Return the moment of a worker's clock; some are two hours behind the others."""
        self.seconds += 1
        behind = timedelta(hours=2 if self.seconds % 3 == 0 else 0)
        return NOON + timedelta(days=1, seconds=self.seconds) - behind

    @initialize(made=drafts())
    def put(self, made: tuple[Draft, ...]) -> None:
        self.drafts = made

    @rule(number=numbers, told=st.sampled_from(Told), failure=failures, when=moments)
    def deliver(self, number: int, told: Told, failure: int, when: When) -> None:
        draft = self.drafts[number % len(self.drafts)]
        self._deliver((draft, told, self.parser_version), failure, when)

    @precondition(lambda self: self.parser_version > 1)
    @rule(number=numbers, failure=failures, when=moments)
    def deliver_to_a_worker_not_yet_replaced(self, number: int, failure: int, when: When) -> None:
        draft = self.drafts[number % len(self.drafts)]
        self._deliver((draft, Told.NOTHING, self.parser_version - 1), failure, when)

    @precondition(lambda self: self.parser_version < NEWEST_PARSER)
    @rule(order=st.randoms(use_true_random=False))
    def deploy_a_newer_parser(self, order: Random) -> None:
        self.deliver_again_what_failed(order)
        self.parser_version += 1

    @rule(url=st.sampled_from(URLS), failure=failures, when=moments)
    def withdraw(self, url: str, failure: int, when: When) -> None:
        if current_of(self.writes, url) is None:
            return
        now = self.now()
        reason = f"reason {self.seconds}"
        self.store.fail(failure, when)
        try:
            withdraw(article_id(url), reason, self.store, now)
        except ServiceDownError:
            withdraw(article_id(url), reason, self.writes, now)
        self.model.reasons[url] = reason

    @rule(url=st.sampled_from(URLS), failure=failures, when=moments)
    def restore(self, url: str, failure: int, when: When) -> None:
        if current_of(self.writes, url) is None:
            return
        self.store.fail(failure, when)
        try:
            restore(article_id(url), self.store, NOON)
        except ServiceDownError:
            restore(article_id(url), self.writes, NOON)
        self.model.reasons.pop(url, None)

    @rule(order=st.randoms(use_true_random=False))
    def deliver_again(self, order: Random) -> None:
        self.deliver_again_what_failed(order)

    def deliver_again_what_failed(self, order: Random) -> None:
        """Make the deliveries that failed once more, this time with success; all must be right then."""
        failed, self.failed = self.failed, []
        order.shuffle(failed)
        for delivery in failed:
            self._deliver(delivery, NO_FAILURE, When.BEFORE)
        self.check()

    def teardown(self) -> None:
        if not hasattr(self, "drafts"):
            return
        for delivery in self.failed:
            self._deliver(delivery, NO_FAILURE, When.BEFORE)
        self.check()
        for draft in self.drafts:
            self._deliver((draft, Told.LISTED, self.parser_version), NO_FAILURE, When.BEFORE)
        self.check()
        self.check_contents()

    def _deliver(self, delivery: Delivery, failure: int, when: When) -> None:
        draft, told, parser_version = delivery
        self.store.fail(failure, when)
        try:
            with parser(parser_version):
                ingest(
                    draft.location(told),
                    raw_store=DraftStore(self.drafts),
                    article_store=self.store,
                    now=self.now(),
                )
        except ServiceDownError:
            self.failed.append(delivery)
        else:
            self.model.arrive(draft, parser_version, told)
        self.store.fail(NO_FAILURE, when)

    def check(self) -> None:
        """The store holds what the model says."""
        assert state_of(self.writes, self.drafts) == self.model.state()
        for url in URLS:
            current = current_of(self.writes, url)
            if current and current.edition:
                editions = [current.edition, *self.writes.other_editions(current.article_id)]
                assert current.content_changed_at >= self.changed.get(url, current.content_changed_at)
                self.changed[url] = current.content_changed_at
                assert sum(edition.outcome is Outcome.CREATED for edition in editions) == 1

    def check_contents(self) -> None:
        """Every word of what is current is what the newest parser made of the right document."""
        for url, made in self.model.currents().items():
            if url in self.model.reasons:
                restore(article_id(url), self.writes, NOON)
            assert self.reads.article(article_id(url)).article == made
            for revision in self.reads.revisions(article_id(url), RevisionQuery(limit=100)).revisions:
                whole = self.reads.article(article_id(url), revision.number)
                assert whole.article.raw == revision.raw
                assert whole.article.content_hash == revision.content_hash
                assert content_hash(whole.article.content) == revision.content_hash

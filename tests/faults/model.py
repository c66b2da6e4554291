"""What a store must hold, said in the simplest way; and what one does hold, in the same words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby

from broadsheet.article import UNDATED, Article, Outcome
from broadsheet.identity import article_id
from broadsheet.ingestion.revisions import Current
from broadsheet.ports import ArticleStore
from broadsheet.receipt import Receipt
from tests.faults.drafts import Draft, Told

Document = tuple[str, str]
"""The key and the version id of a raw document."""


@dataclass(frozen=True, kw_only=True)
class ArticleState:
    """All that is stored of an article, but for clocks, outcomes and bodies."""

    current: Document
    revision: int
    reason: str | None
    editions: dict[Document, tuple[str, int, str]]  # content hash, parser version, sequencer


@dataclass(frozen=True, kw_only=True)
class ReceiptState:
    """All that a receipt says, but for its clock and which of the good outcomes it was."""

    is_rejected: bool
    article_ids: tuple[str, ...]
    parser_version: int
    stands: bool


@dataclass(frozen=True, kw_only=True)
class State:
    """All that must not depend on order, number and failures of deliveries."""

    articles: dict[str, ArticleState]
    receipts: dict[Document, ReceiptState]


@dataclass(kw_only=True)
class Model:
    """The documents that arrived, by which parsers they were read, and what was withdrawn."""

    readers: dict[Draft, set[int]] = field(default_factory=dict)
    told: dict[Draft, Told] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)

    def arrive(self, draft: Draft, parser_version: int, told: Told) -> None:
        """Note that a document was brought in. What an edition knows best of its order, it keeps."""
        self.readers.setdefault(draft, set()).add(parser_version)
        if draft.readings[parser_version - 1]:
            self.told[draft] = max(told, self.told.get(draft, told))

    def state(self) -> State:
        """Return what the store must hold."""
        articles = {url: state for url in self._urls() if (state := self._article_state(url))}
        return State(articles=articles, receipts=self._receipts())

    def currents(self) -> dict[str, Article]:
        """Return the current article at each address."""
        return {url: _revisions(found)[-1][0] for url in self._urls() if (found := self._editions(url))}

    def _urls(self) -> set[str]:
        return {draft.url for draft in self.readers}

    def _editions(self, url: str) -> list[Article]:
        """Return what the newest parser that accepts it makes of each document of an article."""
        made = []
        for draft, versions in self.readers.items():
            sequencer = draft.location(self.told.get(draft, Told.NOTHING)).sequencer
            readings = [draft.article(version, sequencer) for version in sorted(versions)]
            accepted = [reading for reading in readings if reading]
            if draft.url == url and accepted:
                made.append(accepted[-1])
        return made

    def _article_state(self, url: str) -> ArticleState | None:
        editions = self._editions(url)
        if not editions:
            return None
        revisions = _revisions(editions)
        return ArticleState(
            current=_document(revisions[-1][0]),
            revision=len(revisions),
            reason=self.reasons.get(url),
            editions={
                _document(made): (made.content_hash, made.parser_version, made.sequencer) for made in editions
            },
        )

    def _receipts(self) -> dict[Document, ReceiptState]:
        receipts = {}
        for draft, versions in self.readers.items():
            made = draft.article(max(versions), "")
            receipts[draft.key, draft.version_id] = ReceiptState(
                is_rejected=made is None,
                article_ids=(made.id,) if made else (),
                parser_version=max(versions),
                stands=made is None and draft.is_latest,
            )
        return receipts


def _document(made: Article) -> Document:
    return made.raw.key, made.raw.version_id


def _revisions(editions: Iterable[Article]) -> list[list[Article]]:
    editions = list(editions)

    def place(made: Article) -> tuple[object, ...]:
        later = [other for other in editions if other.raw.key == made.raw.key and _put(other) >= _put(made)]
        date = min(other.content.published_at or UNDATED for other in later)
        return date, *_put(made), made.raw.key

    return [
        list(group) for _, group in groupby(sorted(editions, key=place), key=lambda made: made.content_hash)
    ]


def _put(made: Article) -> tuple[object, ...]:
    return made.put_at, made.sequencer, sha256(made.raw.version_id.encode()).hexdigest()


def state_of(store: ArticleStore, drafts: Iterable[Draft]) -> State:
    """Return what a store holds of some documents."""
    drafts = list(drafts)
    urls = {draft.url for draft in drafts}
    articles = {url: state for url in urls if (state := _article_state_of(store, url))}
    receipts = {
        (draft.key, draft.version_id): _receipt_state_of(receipt, store.rejection(draft.key))
        for draft in drafts
        if (receipt := store.receipt(draft.location(Told.NOTHING)))
    }
    return State(articles=articles, receipts=receipts)


def current_of(store: ArticleStore, url: str) -> Current | None:
    """Return the head of the article at an address, None if there is none."""
    return store.head(article_id(url))


def _article_state_of(store: ArticleStore, url: str) -> ArticleState | None:
    head = current_of(store, url)
    if head is None or head.edition is None:
        return None
    editions = [head.edition, *store.other_editions(head.article_id)]
    assert len({edition.document for edition in editions}) == len(editions)
    return ArticleState(
        current=head.edition.document,
        revision=head.revision,
        reason=head.withdrawal.reason if head.withdrawal else None,
        editions={
            edition.document: (edition.content_hash, edition.parser_version, edition.sequencer)
            for edition in editions
        },
    )


def _receipt_state_of(receipt: Receipt, rejection: Receipt | None) -> ReceiptState:
    return ReceiptState(
        is_rejected=receipt.outcome is Outcome.REJECTED,
        article_ids=receipt.article_ids,
        parser_version=receipt.parser_version,
        stands=rejection is not None and rejection.location.version_id == receipt.location.version_id,
    )

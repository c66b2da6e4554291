"""The ports, in memory. The contract tests hold them to what the adapters do."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from broadsheet.article import (
    Article,
    RawDocument,
    RawLocation,
    Receipt,
    Revision,
    StoredArticle,
)
from broadsheet.errors import (
    ArticleNotFoundError,
    ArticleWithdrawnError,
    DocumentMissingError,
    RevisionNotFoundError,
)
from broadsheet.ingestion.revisions import Edition, edition_of, revisions_of
from broadsheet.moments import to_rfc3339
from broadsheet.retrieval.queries import ArticleSummary, ListingQuery, Page, RejectionPage, RejectionQuery


class FakeRawStore:
    """Raw documents by key and version."""

    def __init__(self, documents: Iterable[RawDocument] = ()) -> None:
        self._documents = {(d.reference.key, d.reference.version_id): d for d in documents}

    def fetch(self, location: RawLocation) -> RawDocument:
        try:
            return self._documents[location.key, location.version_id]
        except KeyError:
            raise DocumentMissingError(f"{location.key}: gone") from None


class FakeRetries:
    """The tries after which each message was put off."""

    def __init__(self) -> None:
        self.postponed: dict[str, int] = {}
        self.followers: list[str] = []

    def postpone(self, receipt_handle: str, tries: int) -> None:
        self.postponed[receipt_handle] = tries

    def follow(self, body: str) -> None:
        self.followers.append(body)


class FakeArticleStore:
    """Articles, receipts and sources; also the catalogue that reads them."""

    def __init__(self) -> None:
        self.current_articles: dict[str, StoredArticle] = {}
        self.past: dict[str, dict[tuple[str, str], StoredArticle]] = {}
        self.bodiless: set[tuple[str, tuple[str, str]]] = set()
        self.receipts: dict[tuple[str, str], Receipt] = {}
        self.seen_sources: dict[str, datetime] = {}

    def create(self, article: StoredArticle) -> StoredArticle | None:
        existing = self.current_articles.get(article.article.id)
        if existing is None:
            self.current_articles[article.article.id] = article
        return existing

    def current(self, article_id: str) -> StoredArticle:
        if article_id not in self.current_articles:
            raise ArticleNotFoundError(f"no article has the id {article_id!r}")
        return self.current_articles[article_id]

    def past_editions(self, article_id: str) -> tuple[Edition, ...]:
        return tuple(
            replace(edition_of(stored), has_body=(article_id, document) not in self.bodiless)
            for document, stored in self.past.get(article_id, {}).items()
            if document != _document(self.current(article_id))
        )

    def past_edition(self, article_id: str, edition: Edition) -> StoredArticle:
        document = edition.position.key, edition.position.version_id
        if document not in self.past.get(article_id, {}):
            raise ArticleNotFoundError(f"article {article_id} has no such past edition")
        stored = self.past[article_id][document]
        if (article_id, document) not in self.bodiless:
            return stored
        return replace(stored, article=_read_as(stored.article, self._with_bodies(article_id)))

    def _with_bodies(self, article_id: str) -> list[Article]:
        past = [
            stored.article
            for document, stored in self.past.get(article_id, {}).items()
            if (article_id, document) not in self.bodiless
        ]
        return [self.current(article_id).article, *past]

    def keep(self, article: StoredArticle, *, with_body: bool) -> None:
        place = article.article.id, _document(article)
        if self._has_newer(article):
            return
        self.past.setdefault(article.article.id, {})[_document(article)] = article
        (self.bodiless.discard if with_body else self.bodiless.add)(place)

    def settle(self, article: StoredArticle, *, observed: StoredArticle) -> bool:
        article_id = article.article.id
        if self.current_articles[article_id] != observed or self._has_newer(article):
            return False
        if _document(article) != _document(observed):
            self.keep(replace(observed, withdrawal=None), with_body=True)
            self.past[article_id].pop(_document(article), None)
            self.bodiless.discard((article_id, _document(article)))
        self.current_articles[article_id] = article
        return True

    def _has_newer(self, article: StoredArticle) -> bool:
        past = self.past.get(article.article.id, {}).get(_document(article))
        return past is not None and past.article.parser_version > article.article.parser_version

    def note_source(self, source: str, seen_at: datetime) -> None:
        self.seen_sources.setdefault(source, seen_at)

    def record(self, receipt: Receipt, *, over: Receipt | None) -> bool:
        document = receipt.location.key, receipt.location.version_id
        if self.receipts.get(document) != over:
            return False
        self.receipts[document] = receipt
        return True

    def receipts_of(self, key: str) -> tuple[Receipt, ...]:
        return tuple(receipt for receipt in self.receipts.values() if receipt.location.key == key)

    def article(self, article_id: str, revision: int | None = None) -> StoredArticle:
        current = self.current(article_id)
        if current.withdrawal:
            raise ArticleWithdrawnError(current.withdrawal.reason)
        if revision is None:
            return current
        firsts = self._first_of_each_revision(article_id)
        if not 0 < revision <= len(firsts):
            raise RevisionNotFoundError(f"article {article_id} has the revisions 1 to {len(firsts)}")
        return replace(firsts[revision - 1], revision=revision, first_seen_at=current.first_seen_at)

    def revisions(self, article_id: str) -> tuple[Revision, ...]:
        self.article(article_id)
        firsts = self._first_of_each_revision(article_id)
        return tuple(_revision(stored, number) for number, stored in enumerate(firsts, 1))

    def rejections(self, query: RejectionQuery) -> RejectionPage:
        standing = {
            _rejection_place(receipt): receipt for receipt in self.receipts.values() if receipt.stands
        }
        places = sorted((p for p in standing if query.after is None or p < query.after), reverse=True)
        page = places[: query.limit]
        return RejectionPage(
            receipts=tuple(standing[place] for place in page),
            next=page[-1] if len(places) > query.limit else None,
        )

    def _first_of_each_revision(self, article_id: str) -> list[StoredArticle]:
        current = self.current_articles[article_id]
        past = [self.past_edition(article_id, edition) for edition in self.past_editions(article_id)]
        by_edition = {edition_of(stored): stored for stored in (*past, current)}
        return [by_edition[revision[0]] for revision in revisions_of(by_edition)]

    def articles(self, query: ListingQuery) -> Page:
        clock = _changed if query.order == "changed" else _listed
        found = [(clock(a), a.article.id) for a in self.current_articles.values() if not a.withdrawal]
        found.sort(reverse=True)
        places = [place for place in found if self._is_asked_for(place, query)]
        page = places[: query.limit]
        return Page(
            articles=tuple(_summary(self.current_articles[article_id]) for _, article_id in page),
            next=page[-1] if len(places) > query.limit else None,
        )

    def sources(self) -> tuple[tuple[str, datetime], ...]:
        return tuple(sorted(self.seen_sources.items()))

    def _is_asked_for(self, place: tuple[str, str], query: ListingQuery) -> bool:
        clock, article_id = place
        return (
            (query.source is None or self.current_articles[article_id].article.source == query.source)
            and (query.since is None or clock >= to_rfc3339(query.since))
            and (query.until is None or clock < to_rfc3339(query.until))
            and (query.after is None or place < query.after)
        )


def _read_as(article: Article, others: list[Article]) -> Article:
    """Return an article as another of the same bytes is read, if possible one of the same content."""
    same_bytes = [other for other in others if other.raw.sha256 == article.raw.sha256]
    reading = max(same_bytes, key=lambda other: other.content_hash == article.content_hash)
    raw, source, put_at, sequencer = article.raw, article.source, article.put_at, article.sequencer
    return replace(reading, raw=raw, source=source, put_at=put_at, sequencer=sequencer)


def _document(stored: StoredArticle) -> tuple[str, str]:
    return stored.article.raw.key, stored.article.raw.version_id


def _listed(stored: StoredArticle) -> str:
    return to_rfc3339(stored.article.content.published_at or stored.article.put_at)


def _rejection_place(receipt: Receipt) -> tuple[str, str, str]:
    return to_rfc3339(receipt.processed_at), receipt.location.key, receipt.location.version_id


def _changed(stored: StoredArticle) -> str:
    return to_rfc3339(stored.content_changed_at)


def _revision(stored: StoredArticle, number: int) -> Revision:
    article, content = stored.article, stored.article.content
    return Revision(
        number=number,
        title=content.title,
        published_at=content.published_at,
        word_count=content.word_count,
        content_hash=article.content_hash,
        raw=article.raw,
        put_at=article.put_at,
    )


def _summary(stored: StoredArticle) -> ArticleSummary:
    article, content = stored.article, stored.article.content
    return ArticleSummary(
        id=article.id,
        url=article.url,
        source=article.source,
        title=content.title,
        authors=content.authors,
        language=content.language,
        published_at=content.published_at,
        standfirst=content.standfirst,
        lead_image=content.lead_image,
        word_count=content.word_count,
        reading_minutes=content.reading_minutes,
        revision=stored.revision,
        content_hash=article.content_hash,
        first_seen_at=stored.first_seen_at,
        content_changed_at=stored.content_changed_at,
    )

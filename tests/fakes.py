"""The ports, in memory. The contract tests hold them to what the adapters do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from broadsheet.article import Content, RawDocument, RawLocation
from broadsheet.errors import DocumentMissingError
from broadsheet.ingestion.changes import Change
from broadsheet.ingestion.deciding import Seen
from broadsheet.ingestion.revisions import Current, Edition, reading_of
from broadsheet.ports import Look
from broadsheet.receipt import Receipt
from tests.fake_catalogue import FakeArticleCatalogue


class FakeRawStore:
    """Raw documents by key and version."""

    def __init__(self, documents: Iterable[RawDocument] = ()) -> None:
        self._documents = {(d.reference.key, d.reference.version_id): d for d in documents}

    def fetch(self, location: RawLocation) -> RawDocument:
        try:
            return self._documents[location.key, location.version_id]
        except KeyError:
            raise DocumentMissingError(f"{location.key}: gone") from None

    def latest_version(self, location: RawLocation) -> str:
        versions = [version_id for key, version_id in self._documents if key == location.key]
        return versions[-1] if versions else ""


class FakeRetries:
    """The tries after which each message was put off."""

    def __init__(self) -> None:
        self.postponed: dict[str, int] = {}
        self.followers: list[str] = []

    def postpone(self, tries: Mapping[str, int]) -> None:
        self.postponed.update(tries)

    def follow(self, body: str) -> None:
        self.followers.append(body)


class FakeBodyStore:
    """Bodies by key."""

    def __init__(self) -> None:
        self._bodies: dict[str, bytes] = {}

    def put(self, key: str, body: bytes) -> None:
        self._bodies[key] = body

    def get(self, key: str) -> bytes:
        return self._bodies[key]


class FakeArticleStore(FakeArticleCatalogue):
    """Articles, receipts and sources; also the catalogue that reads them."""

    def look(self, key: str, editions: Sequence[Edition]) -> Look:
        return Look(
            articles={edition.article_id: self._seen(edition) for edition in editions},
            rejection=self.standing.get(key),
        )

    def _seen(self, edition: Edition) -> Seen:
        head = self.heads.get(edition.article_id)
        if head and head.edition and head.edition.is_of(edition):
            return Seen(current=head, own=head.edition)
        return Seen(current=head, own=self.others.get(edition.article_id, {}).get(edition.document))

    def head(self, article_id: str) -> Current | None:
        return self.heads.get(article_id)

    def create_if_absent(self, head: Current, content: Content) -> bool:
        if head.article_id in self.heads:
            return False
        self._put_head(head, content)
        return True

    def _put_head(self, head: Current, content: Content | None) -> None:
        self.heads[head.article_id] = replace(head, writes=head.writes + 1)
        if content:
            self.contents[head.article_id, reading_of(content)] = content

    def put_edition(self, edition: Edition, content: Content | None = None) -> None:
        self.others.setdefault(edition.article_id, {})[edition.document] = edition
        if content:
            self.contents[edition.article_id, edition.reading] = content

    def change(self, change: Change, *, observed: Current | None, arriving: Content | None = None) -> bool:
        article_id = change.current.article_id
        if self.heads.get(article_id) != observed:
            return False
        self._put_head(change.current, arriving)
        for edition in change.editions:
            self.put_edition(edition)
        if change.promoted:
            self.others[article_id].pop(change.promoted.document, None)
        return True

    def put_withdrawal(self, head: Current, *, observed: Current | None) -> bool:
        return self.change(Change(current=head), observed=observed)

    def _ordered(self, article_id: str) -> list[Edition]:
        return sorted(self.other_editions(article_id), key=lambda edition: edition.place)

    def beside(self, article_id: str, place: str) -> tuple[Edition | None, Edition | None]:
        below = [edition for edition in self._ordered(article_id) if edition.place < place]
        return (below[-1] if below else None), self.above(article_id, place)

    def above(self, article_id: str, place: str) -> Edition | None:
        return next((edition for edition in self._ordered(article_id) if edition.place > place), None)

    def versions_beside(self, edition: Edition, *, earlier: bool) -> tuple[Edition, ...]:
        versions = sorted(
            (e for e in self.other_editions(edition.article_id) if e.raw.key == edition.raw.key),
            key=lambda version: version.put_order,
        )
        before = [version for version in versions if version.put_order < edition.put_order]
        after = [version for version in versions if version.put_order > edition.put_order]
        return (*(before[-1:] if earlier else ()), *after[:1])

    def clear(self, article_id: str) -> None:
        self.others.pop(article_id, None)
        self.contents = {place: content for place, content in self.contents.items() if place[0] != article_id}

    def note_source(self, source: str, seen_at: datetime) -> None:
        self.seen_sources.setdefault(source, seen_at)

    def put_receipt(self, receipt: Receipt, *, over: Receipt | None) -> Receipt | None:
        document = receipt.location.key, receipt.location.version_id
        if self.receipts.get(document) != over:
            return self.receipts[document]
        self.receipts[document] = receipt
        return None

    def receipt(self, location: RawLocation) -> Receipt | None:
        return self.receipts.get((location.key, location.version_id))

    def rejection(self, key: str) -> Receipt | None:
        return self.standing.get(key)

    def put_rejection(self, key: str, receipt: Receipt | None, *, over: Receipt | None) -> bool:
        if self.standing.get(key) != over:
            return False
        if receipt:
            self.standing[key] = receipt
        else:
            self.standing.pop(key, None)
        return True

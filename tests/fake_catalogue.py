"""The catalogue of articles, in memory: what `FakeArticleStore` holds, as the API reads it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from broadsheet.adapters.dynamodb.heads import refuse_withdrawn
from broadsheet.article import Content, StoredArticle
from broadsheet.errors import ArticleNotFoundError, RevisionNotFoundError
from broadsheet.ingestion.revisions import Current, Edition, revisions_of
from broadsheet.ingestion.stored_articles import to_revision, to_stored_article
from broadsheet.moments import to_rfc3339
from broadsheet.receipt import Receipt
from broadsheet.retrieval.queries import (
    START,
    ArticleSummary,
    ListingQuery,
    Page,
    Place,
    RejectionPage,
    RejectionQuery,
    RevisionPage,
    RevisionQuery,
    Tombstone,
    summary_of,
)


class FakeArticleCatalogue:
    """What is stored of articles, and how it is read."""

    def __init__(self) -> None:
        self.heads: dict[str, Current] = {}
        self.others: dict[str, dict[tuple[str, str], Edition]] = {}
        self.contents: dict[tuple[str, str], Content] = {}
        self.receipts: dict[tuple[str, str], Receipt] = {}
        self.standing: dict[str, Receipt] = {}
        self.seen_sources: dict[str, datetime] = {}

    def other_editions(self, article_id: str) -> tuple[Edition, ...]:
        return tuple(self.others.get(article_id, {}).values())

    def article(self, article_id: str, revision: int | None = None) -> StoredArticle:
        head, current = self._served(article_id)
        if revision is None or revision == head.revision:
            return self._whole(current, head, head.revision)
        firsts = self._first_of_each_revision(article_id)
        if not 0 < revision <= len(firsts):
            raise RevisionNotFoundError(f"article {article_id} has the revisions 1 to {len(firsts)}")
        return self._whole(firsts[revision - 1], head, revision)

    def _served(self, article_id: str) -> tuple[Current, Edition]:
        head = self.heads.get(article_id)
        if head:
            refuse_withdrawn(head)
        if head is None or head.edition is None:
            raise ArticleNotFoundError(f"no article has the id {article_id!r}")
        return head, head.edition

    def _whole(self, edition: Edition, head: Current, number: int) -> StoredArticle:
        return to_stored_article(edition, self.contents[edition.article_id, edition.reading], head, number)

    def revisions(self, article_id: str, query: RevisionQuery) -> RevisionPage:
        self._served(article_id)
        firsts = list(enumerate(self._first_of_each_revision(article_id), 1))
        after = int(query.after[0]) if query.after else 0
        page = firsts[after : after + query.limit]
        has_more = len(firsts) > after + query.limit
        number, last = page[-1] if page else (0, None)
        return RevisionPage(
            revisions=tuple(to_revision(edition, n) for n, edition in page),
            next=(str(number), last.content_hash, last.place) if last and has_more else None,
        )

    def _first_of_each_revision(self, article_id: str) -> list[Edition]:
        current = self.heads[article_id].edition
        ordered = [*self.other_editions(article_id), *([current] if current else [])]
        ordered.sort(key=lambda edition: edition.place)
        return [revision[0] for revision in revisions_of(ordered)]

    def articles(self, query: ListingQuery) -> Page:
        clock = _changed if query.order == "changed" else _listed
        found = [
            (clock(head), head.article_id)
            for head in self.heads.values()
            if (query.order == "changed" if head.withdrawal else head.edition)
        ]
        found.sort(reverse=not query.oldest_first)
        partitions = query.sources or (None,)
        here = dict(zip(partitions, query.after or (START,) * len(partitions), strict=True))
        entries = [place for place in found if self._is_asked_for(place, query, here)]
        places = []
        for place in entries[: query.limit]:
            here[self._partition(place, query)] = place
            places.append(tuple(here.values()))
        return Page(
            articles=tuple(self._summary(self.heads[article_id]) for _, article_id in entries[: query.limit]),
            places=tuple(places),
            has_more=len(entries) > query.limit,
        )

    def _partition(self, place: Place, query: ListingQuery) -> str | None:
        return _source(self.heads[place[1]]) if query.sources else None

    def summaries(self, article_ids: Sequence[str]) -> Mapping[str, ArticleSummary | Tombstone]:
        return {id_: self._summary(self.heads[id_]) for id_ in article_ids if id_ in self.heads}

    def lookup(self, article_ids: Sequence[str]) -> Mapping[str, StoredArticle | Tombstone]:
        found: dict[str, StoredArticle | Tombstone] = {}
        for id_ in article_ids:
            head = self.heads.get(id_)
            if head and head.edition and not head.withdrawal:
                found[id_] = self._whole(head.edition, head, head.revision)
            elif head:
                found[id_] = cast("Tombstone", self._summary(head))
        return found

    def _summary(self, head: Current) -> ArticleSummary | Tombstone:
        if head.withdrawal:
            return Tombstone(
                id=head.article_id,
                source=_source(head),
                withdrawal=head.withdrawal,
                changed_at=head.withdrawal.withdrawn_at,
            )
        assert head.edition
        return summary_of(self._whole(head.edition, head, head.revision))

    def rejections(self, query: RejectionQuery) -> RejectionPage:
        standing = {_rejection_place(receipt): receipt for receipt in self.standing.values()}
        places = sorted((p for p in standing if query.after is None or p < query.after), reverse=True)
        page = places[: query.limit]
        return RejectionPage(
            receipts=tuple(standing[place] for place in page),
            next=page[-1] if len(places) > query.limit else None,
        )

    def sources(self) -> tuple[tuple[str, datetime], ...]:
        return tuple(sorted(self.seen_sources.items()))

    def _is_asked_for(self, place: Place, query: ListingQuery, here: Mapping[str | None, Place]) -> bool:
        clock, _ = place
        partition = self._partition(place, query)
        if partition not in here:
            return False
        after = here[partition]
        return (
            (query.since is None or clock >= to_rfc3339(query.since))
            and (query.until is None or clock < to_rfc3339(query.until))
            and (after == START or (place > after if query.oldest_first else place < after))
        )


def _source(head: Current) -> str:
    return head.edition.source if head.edition else head.source


def _listed(head: Current) -> str:
    assert head.edition
    return to_rfc3339(head.edition.published_at or head.edition.put_at)


def _changed(head: Current) -> str:
    return to_rfc3339(head.withdrawal.withdrawn_at if head.withdrawal else head.content_changed_at)


def _rejection_place(receipt: Receipt) -> tuple[str, str, str]:
    return to_rfc3339(receipt.processed_at), receipt.location.key, receipt.location.version_id

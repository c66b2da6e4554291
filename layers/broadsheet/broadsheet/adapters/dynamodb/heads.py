"""The heads of articles as items: what is served, what listings show of it, and what guards the article."""

from broadsheet.adapters.dynamodb.contents import CONTENT_ATTRIBUTES
from broadsheet.adapters.dynamodb.editions import edition_facts, to_edition
from broadsheet.adapters.dynamodb.shape import SHAPE, SUMMARISED, moment
from broadsheet.adapters.dynamodb.table import (
    BY_CHANGED,
    SUMMARY,
    Item,
    article_id_of,
    changed_under,
    head_key,
    listed_under,
)
from broadsheet.article import UNDATED, Withdrawal
from broadsheet.errors import ArticleErasedError, ArticleWithdrawnError
from broadsheet.ingestion.revisions import Current, Edition
from broadsheet.moments import from_rfc3339, to_rfc3339
from broadsheet.retrieval.queries import ArticleSummary, Tombstone


def head_item(head: Current, content: Item) -> Item:
    """Return the item of a head, with the attributes that hold its content or no more than its summary.

    A withdrawn article is in the order of change only, as a tombstone: its summary has no word of it.
    """
    item = {
        **head_key(head.article_id),
        "shape": SHAPE,
        "writes": head.writes,
        "latest_put": head.latest_put,
    }
    if head.edition:
        held = {name: content[name] for name in CONTENT_ATTRIBUTES if name in content}
        item |= edition_facts(head.edition) | held
    summary = _summary(head, head.edition, content) if head.edition else _clocks(head)
    if head.withdrawal:
        return item | _as_tombstone(head, head.withdrawal) | {"withdrawn_summary": summary}
    if head.edition is None:
        return item | {"withdrawn_summary": summary}
    return item | _as_listed(head.edition, summary)


def _clocks(head: Current) -> Item:
    return {
        "first_seen_at": to_rfc3339(head.first_seen_at),
        "content_changed_at": to_rfc3339(head.content_changed_at),
    }


def _summary(head: Current, edition: Edition, content: Item) -> Item:
    return {
        **content.get(SUMMARY, {}),
        **_clocks(head),
        "url": edition.url,
        "source": edition.source,
        "revision": head.revision,
        "content_hash": edition.content_hash,
    }


def _as_listed(edition: Edition, summary: Item) -> Item:
    listed_at = to_rfc3339(edition.published_at or edition.put_at)
    changed_at = summary["content_changed_at"]
    listed = listed_under(source=edition.source, listed_at=listed_at, changed_at=changed_at)
    return listed | {SUMMARY: summary}


def _as_tombstone(head: Current, withdrawal: Withdrawal) -> Item:
    source = head.edition.source if head.edition else head.source
    told = _withdrawal_map(withdrawal)
    changed = changed_under(source=source, changed_at=told["withdrawn_at"])
    return changed | {SUMMARY: {"withdrawal": told, "source": source}}


def _withdrawal_map(withdrawal: Withdrawal) -> Item:
    told: Item = {"reason": withdrawal.reason, "withdrawn_at": to_rfc3339(withdrawal.withdrawn_at)}
    return told | {"erased": True} if withdrawal.erased else told


def to_head(item: Item) -> Current:
    """Return the head that an item holds."""
    shown = {**item, SUMMARY: summary_of(item)}
    summary = shown[SUMMARY]
    edition = to_edition(shown) if "reading" in item or "raw" in item else None
    return Current(
        article_id=article_id_of(item),
        edition=edition,
        revision=int(summary.get("revision", 0)),
        first_seen_at=moment(summary, "first_seen_at", UNDATED),
        content_changed_at=moment(summary, "content_changed_at", UNDATED),
        latest_put=item.get("latest_put", ""),
        writes=int(item.get("writes", 0)),
        withdrawal=to_withdrawal(item),
        source="" if edition else item.get(SUMMARY, {}).get("source", ""),
        held=shown,
    )


def summary_of(item: Item) -> Item:
    """Return the summary of a head's article, which stands apart while the article is withdrawn."""
    return dict(item.get("withdrawn_summary") or item.get(SUMMARY, {}))


def to_withdrawal(item: Item) -> Withdrawal | None:
    """Return the withdrawal that an item tells of."""
    told = item.get(SUMMARY, {}).get("withdrawal")
    if told is None:
        return None
    return Withdrawal(
        reason=told.get("reason", ""),
        withdrawn_at=moment(told, "withdrawn_at", UNDATED),
        erased=bool(told.get("erased", False)),
    )


def refuse_withdrawn(head: Current) -> None:
    """Raise `ArticleWithdrawnError` when an article was taken down, a narrower one when it was erased."""
    if head.withdrawal and head.withdrawal.erased:
        raise ArticleErasedError(head.withdrawal.reason)
    if head.withdrawal:
        raise ArticleWithdrawnError(head.withdrawal.reason)


def to_summary(item: Item) -> ArticleSummary | Tombstone:
    """Return what an index holds of an article."""
    summary = item.get(SUMMARY, {})
    withdrawal = to_withdrawal(item)
    if withdrawal:
        changed_at = moment(item, BY_CHANGED.clock, withdrawal.withdrawn_at)
        source = summary.get("source", "")
        return Tombstone(id=article_id_of(item), source=source, withdrawal=withdrawal, changed_at=changed_at)
    shown = {
        name: field.absent if summary.get(name) is None else field.read(summary[name])
        for name, field in SUMMARISED.items()
    }
    return ArticleSummary(
        id=article_id_of(item),
        url=summary.get("url"),
        source=summary.get("source", ""),
        revision=int(summary.get("revision", 1)),
        content_hash=summary.get("content_hash", ""),
        first_seen_at=from_rfc3339(summary.get("first_seen_at")) or UNDATED,
        content_changed_at=from_rfc3339(summary.get("content_changed_at")) or UNDATED,
        **shown,
    )

"""What a listing in the order of change shows, as what the world may know of an article."""

from broadsheet.publishing.changes import ArticleState, Kind
from broadsheet.retrieval.queries import ArticleSummary, Tombstone


def state_of(entry: ArticleSummary | Tombstone) -> ArticleState:
    """Return an entry of a listing as the state of its article.

    Parameters
    ----------
    entry
        What a listing by change shows.

    Returns
    -------
    ArticleState
        What the world may know of the article.
    """
    if isinstance(entry, Tombstone):
        return ArticleState(
            article_id=entry.id,
            kind=Kind.ERASED if entry.withdrawal.erased else Kind.WITHDRAWN,
            changed_at=entry.changed_at,
            source=entry.source,
            reason=entry.withdrawal.reason,
        )
    is_new = entry.first_seen_at == entry.content_changed_at
    return ArticleState(
        article_id=entry.id,
        kind=Kind.CREATED if is_new else Kind.REVISED,
        changed_at=entry.content_changed_at,
        source=entry.source,
        url=entry.url,
        title=entry.title,
        language=entry.language,
        published_at=entry.published_at,
        revision=entry.revision,
        content_hash=entry.content_hash,
    )

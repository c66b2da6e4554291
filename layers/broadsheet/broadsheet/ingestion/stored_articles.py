"""Editions as they are served: articles, and the revisions of one."""

from broadsheet.article import Article, Content, Revision, StoredArticle
from broadsheet.ingestion.revisions import Current, Edition


def to_revision(edition: Edition, number: int) -> Revision:
    """Return what a list of revisions shows of an edition."""
    return Revision(
        number=number,
        title=edition.title,
        published_at=edition.published_at,
        word_count=edition.word_count,
        content_hash=edition.content_hash,
        raw=edition.raw,
        put_at=edition.put_at,
    )


def to_stored_article(edition: Edition, content: Content, head: Current, number: int) -> StoredArticle:
    """Return an edition as a revision of its article."""
    is_head = head.edition is not None and head.edition.is_of(edition)
    return StoredArticle(
        article=Article(
            id=edition.article_id,
            url=edition.url,
            raw_url=edition.raw_url,
            source=edition.source,
            raw_title=edition.raw_title,
            content=content,
            content_hash=edition.content_hash,
            raw=edition.raw,
            put_at=edition.put_at,
            sequencer=edition.sequencer,
            parser_version=edition.parser_version,
            rules=edition.rules,
            identity_version=edition.identity_version,
        ),
        revision=number,
        outcome=edition.outcome,
        first_seen_at=head.first_seen_at,
        content_changed_at=head.content_changed_at if is_head else edition.content_changed_at,
        processed_at=edition.processed_at,
        withdrawal=head.withdrawal,
    )

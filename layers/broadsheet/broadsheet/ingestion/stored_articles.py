"""Editions as they are served: articles, and the revisions of one."""

from broadsheet.article import Article, Content, Revision, StoredArticle
from broadsheet.ingestion.revisions import Current, Edition


def to_revision(edition: Edition, number: int) -> Revision:
    """Return what a list of revisions shows of an edition.

    Parameters
    ----------
    edition
        The first edition of the revision.
    number
        The revision's number, counted from 1.

    Returns
    -------
    Revision
        Its facts, without a body.
    """
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
    """Return an edition as a revision of its article.

    Parameters
    ----------
    edition
        The first edition of the revision.
    content
        The content of the edition's reading.
    head
        The head of the article, which has its clocks.
    number
        The revision's number, counted from 1.

    Returns
    -------
    StoredArticle
        The article as that revision has it.
    """
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

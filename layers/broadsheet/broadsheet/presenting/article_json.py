"""Articles as JSON: the one shape that the command prints and the API serves. See docs/article.md."""

from dataclasses import asdict
from typing import Any

from broadsheet.article import Article, Content, Revision, StoredArticle
from broadsheet.moments import to_rfc3339
from broadsheet.receipt import Receipt
from broadsheet.retrieval.queries import ArticleSummary, Tombstone


def article_json(article: Article, stored: StoredArticle | None = None) -> dict[str, Any]:
    """Return an article as JSON values; what only the store knows is null where it is not stored.

    Parameters
    ----------
    article
        An article as one raw document has it.
    stored
        The same with what only the store knows, None where it is not stored.

    Returns
    -------
    dict
        JSON values under the names of docs/article.md, in its order.

    Examples
    --------
    >>> from tests.builders import article
    >>> made = article_json(article())
    >>> made["published_at"], made["revision"]
    ('2023-09-12T12:00:00.000Z', None)
    """
    return {
        **_facts(article, article.content),
        **_body(article.content),
        **_history(article, stored),
        **_reading(article, article.content),
    }


def _facts(article: Article, content: Content) -> dict[str, Any]:
    return {
        "id": article.id,
        "url": article.url,
        "raw_url": article.raw_url,
        "source": article.source,
        "title": content.title,
        "raw_title": article.raw_title,
        "authors": list(content.authors),
        "language": content.language,
        "published_at": to_rfc3339(content.published_at),
        "published_at_from": content.published_at_from,
    }


def _body(content: Content) -> dict[str, Any]:
    return {
        "standfirst": content.standfirst,
        "text": content.text,
        "html": content.html,
        "markdown": content.markdown,
        "images": [asdict(image) for image in content.images],
        "lead_image": asdict(content.lead_image) if content.lead_image else None,
        "media": [asdict(media) for media in content.media],
        "links": [asdict(link) for link in content.links],
        "word_count": content.word_count,
        "reading_minutes": content.reading_minutes,
        "copyright": content.copyright,
    }


def _history(article: Article, stored: StoredArticle | None) -> dict[str, Any]:
    return {
        "raw": asdict(article.raw),
        "content_hash": article.content_hash,
        "revision": stored.revision if stored else None,
        "first_seen_at": to_rfc3339(stored.first_seen_at) if stored else None,
        "content_changed_at": to_rfc3339(stored.content_changed_at) if stored else None,
        "processed_at": to_rfc3339(stored.processed_at) if stored else None,
    }


def _reading(article: Article, content: Content) -> dict[str, Any]:
    return {
        "parser_version": article.parser_version,
        "identity_version": article.identity_version,
        "warnings": list(content.warnings),
        "removed": [asdict(removal) for removal in content.removed],
    }


def revision_json(revision: Revision) -> dict[str, Any]:
    """Return one line of an article's history as JSON values.

    Parameters
    ----------
    revision
        One state of an article.

    Returns
    -------
    dict
        JSON values; see docs/article.md.
    """
    return {
        "revision": revision.number,
        "title": revision.title,
        "published_at": to_rfc3339(revision.published_at),
        "word_count": revision.word_count,
        "content_hash": revision.content_hash,
        "put_at": to_rfc3339(revision.put_at),
        "raw": asdict(revision.raw),
    }


def rejection_json(receipt: Receipt) -> dict[str, Any]:
    """Return a rejection as JSON values.

    Parameters
    ----------
    receipt
        The receipt of a rejected document.

    Returns
    -------
    dict
        JSON values: key, version, code, message, clocks.

    Examples
    --------
    >>> from tests.builders import receipt
    >>> rejection_json(receipt())["key"]
    'articles/harbour/1.md'
    """
    return {
        "key": receipt.location.key,
        "version_id": receipt.location.version_id,
        "code": receipt.code,
        "message": receipt.message,
        "put_at": to_rfc3339(receipt.location.put_at),
        "processed_at": to_rfc3339(receipt.processed_at),
        "parser_version": receipt.parser_version,
    }


def summary_json(summary: ArticleSummary | Tombstone) -> dict[str, Any]:
    """Return the summary of an article as JSON values; of one that was taken down, when and why.

    Parameters
    ----------
    summary
        What listings show.

    Returns
    -------
    dict
        JSON values under the names of docs/article.md; of a tombstone, those of `tombstone_json`.
    """
    if isinstance(summary, Tombstone):
        return tombstone_json(summary)
    return {
        "id": summary.id,
        "url": summary.url,
        "source": summary.source,
        "title": summary.title,
        "authors": list(summary.authors),
        "language": summary.language,
        "published_at": to_rfc3339(summary.published_at),
        "standfirst": summary.standfirst,
        "lead_image": asdict(summary.lead_image) if summary.lead_image else None,
        "word_count": summary.word_count,
        "reading_minutes": summary.reading_minutes,
        "revision": summary.revision,
        "content_hash": summary.content_hash,
        "first_seen_at": to_rfc3339(summary.first_seen_at),
        "content_changed_at": to_rfc3339(summary.content_changed_at),
    }


def tombstone_json(tombstone: Tombstone) -> dict[str, Any]:
    """Return what is left of an article that was taken down, as JSON values.

    Parameters
    ----------
    tombstone
        What the order of change shows.

    Returns
    -------
    dict
        JSON values: id, source, when, why, and whether it was erased.
    """
    return {
        "id": tombstone.id,
        "source": tombstone.source,
        "withdrawn_at": to_rfc3339(tombstone.withdrawal.withdrawn_at),
        "reason": tombstone.withdrawal.reason,
        "erased": tombstone.withdrawal.erased,
        "content_changed_at": to_rfc3339(tombstone.changed_at),
    }


def change_json(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry of the order of change, and before it, in a word, what last became of the article.

    Parameters
    ----------
    entry
        What `summary_json` made of an entry.

    Returns
    -------
    dict
        The same behind `change`: `created`, `revised`, `withdrawn` or `erased`.

    Examples
    --------
    >>> change_json({"first_seen_at": "2023-09-12", "content_changed_at": "2023-09-13"})["change"]
    'revised'
    """
    if "withdrawn_at" in entry:
        return {"change": "erased" if entry["erased"] else "withdrawn", **entry}
    is_new = entry["first_seen_at"] == entry["content_changed_at"]
    return {"change": "created" if is_new else "revised", **entry}

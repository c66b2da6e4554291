"""A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from typing import Any

from broadsheet.article import StoredArticle
from broadsheet.moments import to_rfc3339
from broadsheet.presenting.feed import Feed, excerpt
from broadsheet.presenting.names import article_urn

MEDIA_TYPE = "application/feed+json"


def json_feed(feed: Feed) -> dict[str, Any]:
    """Return a page of a feed as JSON values, the items with all that they say.

    What the format has no word for stands in `_broadsheet`, as it wants extensions named: of the feed, the
    entries that are gone; of an item, the article's own id, source, revision and digest.
    """
    page: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "feed_url": feed.url,
        "items": [_item(stored) for stored in feed.entries],
        "_broadsheet": {
            "deleted": [
                {
                    "id": article_urn(deletion.article_id),
                    "deleted_at": to_rfc3339(deletion.deleted_at),
                    "reason": deletion.reason,
                }
                for deletion in feed.deletions
            ]
        },
    }
    return page | ({"next_url": feed.next_url} if feed.next_url else {})


def _item(stored: StoredArticle) -> dict[str, Any]:
    article, content = stored.article, stored.article.content
    item = {
        "id": article_urn(article.id),
        "url": article.url,
        "title": content.title,
        "content_html": content.html,
        "content_text": content.text,
        "summary": excerpt(content),
        "image": content.lead_image.url if content.lead_image else None,
        "date_published": to_rfc3339(content.published_at),
        "date_modified": to_rfc3339(stored.content_changed_at),
        "authors": [{"name": name} for name in content.authors],
        "tags": [article.source],
        "language": content.language,
        "_broadsheet": {
            "id": article.id,
            "source": article.source,
            "revision": stored.revision,
            "content_hash": article.content_hash,
        },
    }
    needed = ("id", "content_html", "content_text")  # one of the contents may be empty, not both absent
    return {name: value for name, value in item.items() if value or name in needed}

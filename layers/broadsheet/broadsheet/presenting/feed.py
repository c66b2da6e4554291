"""A page of a feed, before it is written in any format."""

from dataclasses import dataclass
from datetime import UTC, datetime

from broadsheet.article import Content, StoredArticle

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST_EXCERPT = 300  # characters


@dataclass(frozen=True, kw_only=True)
class Deletion:
    """That an article is gone from the archive, since when, and why, as far as that may be said."""

    article_id: str
    deleted_at: datetime
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Feed:
    """One page of a feed.

    `urn` names the feed for good; `url` is where this page was read, `first_url` where the feed begins,
    `next_url` where it goes on (None on the last page). All three are absolute.
    """

    urn: str
    title: str
    url: str
    first_url: str
    next_url: str | None
    entries: tuple[StoredArticle, ...]
    deletions: tuple[Deletion, ...] = ()

    @property
    def updated_at(self) -> datetime:
        """When something on this page last changed: 1970 where there is nothing."""
        changes = [stored.content_changed_at for stored in self.entries]
        return max([*changes, *(deletion.deleted_at for deletion in self.deletions)], default=BEGINNING)


def excerpt(content: Content) -> str:
    """Return what a reader may see of an article before opening it: its standfirst, or how it begins.

    Parameters
    ----------
    content
        What cleaning made of an entry.

    Returns
    -------
    str
        Plain text.

    Examples
    --------
    >>> from tests.builders import content
    >>> excerpt(content())
    'After nine years of repairs.'
    """
    if content.standfirst:
        return content.standfirst
    first = content.text.partition("\n")[0]
    return first if len(first) <= LONGEST_EXCERPT else first[:LONGEST_EXCERPT].rstrip() + "…"

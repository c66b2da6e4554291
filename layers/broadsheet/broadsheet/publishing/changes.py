"""What the world may know of an article at one moment, and what became of it since the moment before."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What became of an article."""

    CREATED = "created"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


@dataclass(frozen=True, kw_only=True)
class ArticleState:
    """An article at one moment, without its body; of one that is gone, nothing that it said.

    `kind` is what last became of it, and `changed_at` when; the reason is that of a withdrawal.
    """

    article_id: str
    kind: Kind
    changed_at: datetime
    source: str = ""
    url: str | None = None
    title: str = ""
    language: str | None = None
    published_at: datetime | None = None
    revision: int = 0
    content_hash: str = ""
    reason: str = ""

    @property
    def is_served(self) -> bool:
        """Whether clients can read it."""
        return self.kind in (Kind.CREATED, Kind.REVISED)


@dataclass(frozen=True, kw_only=True)
class ArticleChange:
    """An article before and after a write; None where there was no article, or is none any more.

    `sequence` orders the changes of one article: the later is the greater text.
    """

    article_id: str
    sequence: str
    before: ArticleState | None
    after: ArticleState | None

"""The events that tell others what became of articles. docs/events.md is their contract.

At least once, and in no promised order: `id` tells a second delivery from a second event, and `changed_at`
the later from the earlier. No body is in them, and nothing of what was taken down.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from broadsheet.moments import to_rfc3339
from broadsheet.publishing.changes import ArticleChange, ArticleState, Kind

SCHEMA_VERSION = 1
EVENT_SOURCE = "broadsheet"
NAMESPACE = uuid.UUID("5b8f4f63-0a0b-4c55-8a3c-3f0d2c8f9a71")
NAMES = {
    Kind.CREATED: "ArticleCreated",
    Kind.REVISED: "ArticleRevised",
    Kind.WITHDRAWN: "ArticleWithdrawn",
    Kind.ERASED: "ArticleErased",
}


@dataclass(frozen=True, kw_only=True)
class Event:
    """An event by its name, and what it says as JSON values."""

    name: str
    detail: dict[str, Any]


def event_of(change: ArticleChange) -> Event | None:
    """Return the event of a change, None where nothing changed that a client can see.

    Whoever reads the same change again makes the same event, with the same id.

    Parameters
    ----------
    change
        A head before and after a write.

    Returns
    -------
    Event or None
        Its type, its body and its id.
    """
    before, after = change.before, change.after
    if after is None:
        return None  # the item itself was removed: not this system's doing, and nothing is known of it
    if before is not None and (before.kind, before.changed_at) == (after.kind, after.changed_at):
        return None
    return event_about(after)


def event_about(state: ArticleState) -> Event:
    """Return the event that made an article what it is.

    Parameters
    ----------
    state
        The state of an article that was created, revised, or taken down.

    Returns
    -------
    Event
        As `event_of` makes it of the change that led there.
    """
    moment = to_rfc3339(state.changed_at)
    detail: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "id": str(uuid.uuid5(NAMESPACE, f"{state.article_id} {state.kind} {moment}")),
        "article_id": state.article_id,
        "changed_at": moment,
        "source": state.source,
    }
    if state.is_served:
        detail |= {
            "url": state.url,
            "title": state.title,
            "language": state.language,
            "published_at": to_rfc3339(state.published_at),
            "revision": state.revision,
            "content_hash": state.content_hash,
        }
    else:
        detail["reason"] = state.reason
    return Event(name=NAMES[state.kind], detail=detail)

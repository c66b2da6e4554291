"""Conditional requests (RFC 9110, section 13): what a client has already is not sent again."""

import hashlib
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime


def entity_tag(media_type: str, body: str) -> str:
    """Return the tag of a representation: weak, since it is the same one compressed or not.

    It follows from all that is sent, so that nothing can change and keep its tag.
    """
    digest = hashlib.sha256(f"{media_type}\n{body}".encode()).hexdigest()[:32]
    return f'W/"{digest}"'


def is_fresh(
    tag: str, changed_at: datetime | None, *, if_none_match: str | None, if_modified_since: str | None
) -> bool:
    """Whether a client's copy is what would be sent.

    Parameters
    ----------
    tag
        The representation's.
    changed_at
        When it last changed; None where only the tag can tell.
    if_none_match, if_modified_since
        The request's fields. The first overrules the second, and what is no date counts for nothing.
    """
    if if_none_match is not None:
        tags = {each.strip().removeprefix("W/") for each in if_none_match.split(",")}
        return "*" in tags or tag.removeprefix("W/") in tags
    since = _moment(if_modified_since)
    return since is not None and changed_at is not None and changed_at.replace(microsecond=0) <= since


def http_date(moment: datetime) -> str:
    """Return a moment as HTTP writes it: `Tue, 12 Sep 2023 00:15:01 GMT`, finer digits cut."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _moment(text: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

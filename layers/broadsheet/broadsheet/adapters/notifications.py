"""How S3 tells of new documents: by itself, through SNS, or through EventBridge.

Powertools has classes for these events. They are not used: theirs for EventBridge decodes the key, which S3
encodes in its own notifications only, so a document with a `+` in its name would be looked for elsewhere.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote_plus, unquote_plus

from broadsheet.article import Outcome, RawLocation, RejectedEntry
from broadsheet.errors import UnknownNotificationError
from broadsheet.ingestion.progress import Place, UnfinishedError
from broadsheet.moments import from_rfc3339, to_rfc3339

_MOST_WRAPPINGS = 3  # EventBridge in SNS in a queue is the most that anybody builds


@dataclass(frozen=True, kw_only=True)
class Notified:
    """An object that was created, and its size in bytes, None where the notification does not tell."""

    location: RawLocation
    size: int | None


def notified_by(body: str) -> Iterator[Notified]:
    """Yield the objects that a queue's message tells of. See `notified_in`.

    Parameters
    ----------
    body
        The text of a message.

    Yields
    ------
    Notified
        In the order of the notification; nothing where it tells of no new object.

    Raises
    ------
    UnknownNotificationError
        The message is no JSON object, or none of those that are known.

    Examples
    --------
    >>> list(notified_by('{"Event": "s3:TestEvent"}'))
    []
    """
    return notified_in(_object(body))


def notified_in(event: Any, wrappings: int = 0) -> Iterator[Notified]:  # noqa: ANN401  # any JSON
    """Yield the objects that a notification reports as created, whatever it is wrapped in.

    Nothing for the test message that S3 sends when a notification is configured, and for what S3 tells of
    other things than new objects.

    Parameters
    ----------
    event
        What S3, SNS or EventBridge sends, decoded from its JSON.
    wrappings
        In how many others it was found.

    Raises
    ------
    UnknownNotificationError
        It is anything else. Never passed over in silence: whoever puts something between the bucket and the
        queue must hear of it.
    """
    match event:
        case {"Records": [_, *_] as records}:
            for record in records:
                yield from _in_record(record, wrappings)
        case {"Event": "s3:TestEvent"}:
            return
        case {"Type": "Notification", "Message": str(message)} if wrappings < _MOST_WRAPPINGS:
            yield from notified_in(_object(message), wrappings + 1)
        case {"source": "aws.s3", "detail-type": str(kind), "detail": dict(detail)}:
            if kind == "Object Created":
                yield _by_event_bridge(detail, event.get("time"))
        case _:
            raise _unknown(event)


def _in_record(record: Any, wrappings: int) -> Iterator[Notified]:  # noqa: ANN401  # any JSON
    match record:
        case {"Sns": {"Message": str(message)}} if wrappings < _MOST_WRAPPINGS:  # straight from a topic
            yield from notified_in(_object(message), wrappings + 1)
        case {"eventName": str(name), "s3": {"bucket": dict(bucket), "object": dict(s3_object)}}:
            if name.removeprefix("s3:").startswith("ObjectCreated:"):
                yield Notified(
                    location=RawLocation(
                        bucket=bucket["name"],
                        key=unquote_plus(s3_object["key"]),
                        version_id=s3_object.get("versionId", ""),
                        sequencer=s3_object.get("sequencer", ""),
                        put_at=from_rfc3339(record.get("eventTime")),
                    ),
                    size=s3_object.get("size"),
                )
        case _:
            raise _unknown(record)


def _by_event_bridge(detail: dict[str, Any], time: str | None) -> Notified:
    s3_object = detail["object"]
    return Notified(
        location=RawLocation(
            bucket=detail["bucket"]["name"],
            key=s3_object["key"],  # as it is, where S3's own notifications encode it
            version_id=s3_object.get("version-id", ""),
            sequencer=s3_object.get("sequencer", ""),
            put_at=from_rfc3339(time),
        ),
        size=s3_object.get("size"),
    )


def _object(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        raise UnknownNotificationError(f"a message of {len(text):,} characters that is no JSON") from error


def _unknown(event: object) -> UnknownNotificationError:
    """Return an error that tells the form and nothing of the content."""
    form = (
        f"an object of {', '.join(sorted(map(repr, event)))[:200]}"
        if isinstance(event, dict)
        else type(event)
    )
    return UnknownNotificationError(
        f"{form}, which neither S3, nor SNS, nor EventBridge sends of a new object"
    )


def rest_of(unfinished: UnfinishedError) -> dict[str, Any]:
    """Return the notification of what is left of a document: as S3 sends it, with the place to go on at.

    The place is read by `place_in`.

    Parameters
    ----------
    unfinished
        Which document, and how far it came.

    Returns
    -------
    dict
        JSON values: an S3 event with one record, and `place` beside it.
    """
    location, place = unfinished.location, unfinished.place
    s3_object = {
        "key": quote_plus(location.key, safe="/"),
        "versionId": location.version_id,
        "sequencer": location.sequencer,
    }
    record = {
        "eventSource": "aws:s3",
        "eventName": "ObjectCreated:Put",
        "eventTime": to_rfc3339(location.put_at),
        "s3": {"bucket": {"name": location.bucket}, "object": s3_object},
    }
    return {"Records": [record], "place": asdict(place)}


def place_in(notification: object) -> Place:
    """Return where to go on with a document: at its beginning, if a notification is S3's own.

    Parameters
    ----------
    notification
        A message of the queue that tells of one document.

    Returns
    -------
    Place
        Where to go on in it; the beginning, if the message does not say.
    """
    place = notification.get("place") if isinstance(notification, dict) else None
    if place is None:
        return Place()
    return Place(
        entry=int(place["entry"]),
        outcome=Outcome(place["outcome"]) if place["outcome"] else None,
        rejected=tuple(RejectedEntry(**entry) for entry in place["rejected"]),
    )

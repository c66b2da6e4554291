"""The stored shape of an article's content: where each field goes, how it is written, and what it was before.

A field in the `SUMMARY` is shown by listings; one in the `BODY` only by the article itself. The plain text
is an attribute of its own, for consoles and exports, and the body is packed with the text as its dictionary,
since HTML and Markdown say the same words again.

A new field is a line here, with what an item that was written before it has instead. A field that changes
its form gets a new name: items are read for ever.
"""

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from broadsheet.article import Content, Image, Link, Media, Removal
from broadsheet.moments import from_rfc3339, to_rfc3339

SHAPE = 1
"""Raised when an item of this kind is written in another way; every shape is read for ever."""

TEXT = "text"
LONGEST_DICTIONARY = 32_768  # bytes, beyond which zlib does not look back


class Place(Enum):
    """Where a field of the content goes."""

    SUMMARY = auto()
    TEXT = auto()
    BODY = auto()


def _same(value: Any) -> Any:  # noqa: ANN401
    return value


def _mapping(value: Any) -> dict[str, Any] | None:  # noqa: ANN401
    return asdict(value) if value else None


def _mappings(values: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    return [asdict(value) for value in values]


def _many(kind: Callable[..., Any]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda values: tuple(_made(kind, value) for value in values)


def _made(kind: Callable[..., Any], value: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Return a value of a kind, without members that it does not know, and with texts for those it misses."""
    fields = kind.__dataclass_fields__  # type: ignore[attr-defined]
    return kind(**{name: value.get(name, 0 if name == "count" else "") for name in fields})


def _image(value: Mapping[str, Any]) -> Image:
    return Image(**{name: value.get(name, "") for name in ("url", "raw_url", "alt", "caption", "credit")})


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of the content: `absent` is what an item without it has."""

    name: str
    place: Place
    write: Callable[[Any], Any] = _same
    read: Callable[[Any], Any] = _same
    absent: Any = ""


FIELDS = (
    Field(name="title", place=Place.SUMMARY),
    Field(name="authors", place=Place.SUMMARY, write=list, read=tuple, absent=()),
    Field(name="language", place=Place.SUMMARY, absent=None),
    Field(name="published_at", place=Place.SUMMARY, write=to_rfc3339, read=from_rfc3339, absent=None),
    Field(name="standfirst", place=Place.SUMMARY),
    Field(name="lead_image", place=Place.SUMMARY, write=_mapping, read=_image, absent=None),
    Field(name="word_count", place=Place.SUMMARY, absent=0),
    Field(name="reading_minutes", place=Place.SUMMARY, absent=0),
    Field(name="published_at_from", place=Place.BODY, absent=None),
    Field(name="text", place=Place.TEXT),
    Field(name="html", place=Place.BODY),
    Field(name="markdown", place=Place.BODY),
    Field(name="images", place=Place.BODY, write=_mappings, read=_many(Image), absent=()),
    Field(name="media", place=Place.BODY, write=_mappings, read=_many(Media), absent=()),
    Field(name="links", place=Place.BODY, write=_mappings, read=_many(Link), absent=()),
    Field(name="copyright", place=Place.BODY),
    Field(name="warnings", place=Place.BODY, write=list, read=tuple, absent=()),
    Field(name="removed", place=Place.BODY, write=_mappings, read=_many(Removal), absent=()),
)


SUMMARISED = {field.name: field for field in FIELDS if field.place is Place.SUMMARY}


def content_summary(content: Content) -> dict[str, Any]:
    """Return the part of a content that listings show, without what is empty."""
    return _written(content, Place.SUMMARY)


def content_body(content: Content) -> bytes:
    """Return the part that only the article itself shows, packed."""
    body = json.dumps(_written(content, Place.BODY), ensure_ascii=False, separators=(",", ":"))
    packer = zlib.compressobj(level=9, zdict=_dictionary(content.text))
    return packer.compress(body.encode()) + packer.flush()


def to_content(summary: Mapping[str, Any], text: str, body: bytes) -> Content:
    """Return the content that was written in three parts; what a part does not have is as its field says.

    Raises
    ------
    ValueError
        The body cannot be unpacked.
    """
    held = {**summary, TEXT: text, **_unpacked(text, body)}
    return Content(**{field.name: _read(field, held) for field in FIELDS})


def _read(field: Field, held: Mapping[str, Any]) -> Any:  # noqa: ANN401
    value = held.get(field.name)
    return field.absent if value is None else field.read(value)


def _written(content: Content, place: Place) -> dict[str, Any]:
    fields = (
        (field.name, field.write(getattr(content, field.name))) for field in FIELDS if field.place is place
    )
    return {name: value for name, value in fields if value not in (None, "", [], {})}


def _unpacked(text: str, body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    unpacker = zlib.decompressobj(zdict=_dictionary(text))
    try:
        return dict(json.loads(unpacker.decompress(body) + unpacker.flush()))
    except zlib.error as error:
        raise ValueError(f"a body cannot be unpacked: {error}") from error


def _dictionary(text: str) -> bytes:
    """Return what the packing may refer to; never empty, which zlib does not take."""
    return text.encode()[-LONGEST_DICTIONARY:] or b" "


def moment(item: Mapping[str, Any], name: str, absent: datetime) -> datetime:
    """Return the moment that an attribute holds, another where it holds none."""
    return from_rfc3339(item[name]) if item.get(name) else absent

"""Parsing: a raw document in, its uncleaned entries out."""

from collections.abc import Callable

from broadsheet.article import ParsedDocument, RawDocument
from broadsheet.errors import NoHeaderError
from broadsheet.parsing import feed_file, front_matter, google_reader, json_feed, xml_feed
from broadsheet.parsing.decoding import decode

Shape = Callable[[str, str], ParsedDocument | None]

# Tried in this order; each takes (text, key) and returns the document, or None when the shape is not its own.
SHAPES: tuple[Shape, ...] = (
    feed_file.parse,
    front_matter.parse,
    json_feed.parse,
    google_reader.parse,
    xml_feed.parse,
)


def parse(document: RawDocument) -> ParsedDocument:
    """Return what a raw document holds: the name of its shape, and its entries, at least one.

    An entry that can never be an article is named beside the others, and loses none of them.

    Raises
    ------
    InvalidDocumentError
        By name, when the document is of no known shape or none of its entries can be used.
    """
    key = document.reference.key
    text = decode(document.content, key)
    for parse_shape in SHAPES:
        parsed = parse_shape(text, key)
        if parsed is not None:
            return parsed
    raise NoHeaderError(
        f"{key}: of no known shape; expected a feed file (a [title](url) line, a line of dashes, then HTML), "
        "front matter with a title and an address, or a feed (RSS, Atom, JSON Feed, Google Reader)"
    )

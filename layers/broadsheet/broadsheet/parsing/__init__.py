"""Parsing: a raw document in, its uncleaned entries out."""

from broadsheet.article import ParsedEntry, RawDocument
from broadsheet.errors import NoHeaderError
from broadsheet.parsing import feed_file
from broadsheet.parsing.decoding import decode

# Tried in this order; each takes (text, key) and returns the entries, or None when the shape is not its own.
SHAPES = (feed_file.parse,)


def parse(document: RawDocument) -> tuple[ParsedEntry, ...]:
    """Return the entries of a raw document, at least one.

    Raises
    ------
    InvalidDocumentError
        By name, when the document is of no known shape or its header cannot be used.
    """
    key = document.reference.key
    text = decode(document.content, key)
    for parse_shape in SHAPES:
        entries = parse_shape(text, key)
        if entries is not None:
            return entries
    raise NoHeaderError(
        "expected a feed file: an optional <!--milliseconds--> line, "
        "a [title](url) line, a line of dashes, then HTML",
        key=key,
    )

"""Parsing: a raw document in, its uncleaned entries out."""

from collections.abc import Callable

from broadsheet.article import ParsedDocument, RawDocument
from broadsheet.errors import InvalidDocumentError, NoHeaderError
from broadsheet.parsing import feed_file, front_matter, google_reader, json_feed, page, xml_feed
from broadsheet.parsing.decoding import decode
from broadsheet.parsing.entries import joined
from broadsheet.parsing.unpacking import PackedFile, files_in

Shape = Callable[[str, str], ParsedDocument | None]

# Tried in this order; each takes (text, key) and returns the document, or None when the shape is not its own.
SHAPES: tuple[Shape, ...] = (
    feed_file.parse,
    front_matter.parse,
    json_feed.parse,
    google_reader.parse,
    xml_feed.parse,
    page.parse,
)


def parse(document: RawDocument) -> ParsedDocument:
    r"""Return what a raw document holds: the name of its shape, and its entries, at least one.

    A packed document is unpacked; an archive is one document of the entries of all its files. What can
    never be an article is named beside the others, and loses none of them.

    Parameters
    ----------
    document
        A file as it was dropped; its key says whose it is, its content which shape it has.

    Returns
    -------
    ParsedDocument
        Its shape's name, its entries in the document's order, and those that can never be articles.

    Raises
    ------
    InvalidDocumentError
        By name, when the document is of no known shape or none of its entries can be used.

    Examples
    --------
    >>> from tests.builders import raw_document
    >>> feed_file = b"<!--NaN-->\n[The lamp](https://news.example/lamp)\n---\n\n<p>It is lit.</p>"
    >>> parsed = parse(raw_document(feed_file, key="articles/harbour/1.md"))
    >>> parsed.shape, [(entry.source, entry.raw_title, entry.html) for entry in parsed.entries]
    ('feed-file', [('harbour', 'The lamp', '<p>It is lit.</p>')])
    """
    key = document.reference.key
    try:
        packed = files_in(document.content)
        if packed is None:
            return _parse(document.content, key)
        return joined([_parsed(file, key) for file in packed], key)
    except InvalidDocumentError as error:
        error.about(key)
        raise


def _parsed(file: PackedFile, key: str) -> ParsedDocument | InvalidDocumentError:
    """Return what a file of an archive holds; its source is the archive's folder, else its own."""
    if not file.name:
        return _parse(file.content, key)
    name = f"{key}/{file.name}" if "/" in key else file.name
    try:
        return file.error.about(name) if file.error else _parse(file.content, name)
    except InvalidDocumentError as error:
        return error.about(name)


def _parse(content: bytes, key: str) -> ParsedDocument:
    text = decode(content, key)
    for parse_shape in SHAPES:
        parsed = parse_shape(text, key)
        if parsed is not None:
            return parsed
    raise NoHeaderError(
        "of no known shape; expected a feed file (a [title](url) line, a line of dashes, then HTML), "
        "front matter with a title and an address, a feed (RSS, Atom, JSON Feed, Google Reader), or a page",
        key=key,
    )

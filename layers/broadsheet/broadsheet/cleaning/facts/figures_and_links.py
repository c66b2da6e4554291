"""What the finished document says about the article: images, players and embeds, links."""

from broadsheet.article import Image, Link, Media
from broadsheet.cleaning.document.document import Document
from broadsheet.cleaning.soup import fold


def images_of(document: Document) -> tuple[Image, ...]:
    """Return the article's images in the order of reading, each address once."""
    found: dict[str, Image] = {}
    for figure in (block.figure for block in document.blocks if block.figure):
        if not figure.kind and figure.address not in found:
            found[figure.address] = Image(
                url=figure.address,
                raw_url=figure.raw,
                alt=figure.alt,
                caption=figure.caption,
                credit=figure.credit,
            )
    return tuple(found.values())


def lead_image_of(images: tuple[Image, ...]) -> Image | None:
    """Return the image to show beside the title: the first of the article."""
    return images[0] if images else None


def media_of(document: Document) -> tuple[Media, ...]:
    """Return the article's players and embeds in the order of reading, each address once."""
    found: dict[str, Media] = {}
    for figure in (block.figure for block in document.blocks if block.figure):
        if figure.kind and figure.address not in found:
            title = figure.caption or figure.title
            found[figure.address] = Media(
                kind=figure.kind, url=figure.address, poster=figure.poster, title=title
            )
    return tuple(found.values())


def links_of(document: Document) -> tuple[Link, ...]:
    """Return the links within the prose in the order of reading, each address once."""
    found: dict[str, Link] = {}
    for line in document.lines():
        for link, text in line.linked():
            if link.href not in found:
                found[link.href] = Link(url=link.href, text=fold(text))
    return tuple(found.values())

"""What the finished soup says about the article: images, players and embeds, links."""

from bs4 import Tag

from broadsheet.article import Image, Link, Media
from broadsheet.cleaning.soup import attribute, tags, text_of


def images_of(soup: Tag) -> tuple[Image, ...]:
    """Return the article's images in the order of reading, each address once."""
    found: dict[str, Image] = {}
    for figure in tags(soup, "figure"):
        image = figure.find("img")
        if image is None:
            continue
        url = attribute(image, "src")
        found.setdefault(
            url,
            Image(
                url=url,
                raw_url=attribute(figure, "data-raw"),
                alt=attribute(image, "alt"),
                caption=_caption(figure),
                credit=attribute(figure, "data-credit"),
            ),
        )
    return tuple(found.values())


def lead_image_of(images: tuple[Image, ...]) -> Image | None:
    """Return the image to show beside the title: the first of the article."""
    return images[0] if images else None


def media_of(soup: Tag) -> tuple[Media, ...]:
    """Return the article's players and embeds in the order of reading, each address once."""
    found: dict[str, Media] = {}
    for figure in tags(soup, "figure"):
        link = figure.find("a")
        if link is None:
            continue
        url = attribute(link, "href")
        title = _caption(figure) or ("" if link.get_text() == url else link.get_text())
        kind = attribute(figure, "data-kind") or "embed"
        found.setdefault(url, Media(kind=kind, url=url, poster=attribute(figure, "data-poster"), title=title))
    return tuple(found.values())


def links_of(soup: Tag) -> tuple[Link, ...]:
    """Return the links within the prose in the order of reading, each address once."""
    found: dict[str, Link] = {}
    for link in tags(soup, "a"):
        if link.parent is not None and link.parent.name != "figure":
            url = attribute(link, "href")
            found.setdefault(url, Link(url=url, text=text_of(link)))
    return tuple(found.values())


def _caption(figure: Tag) -> str:
    caption = figure.find("figcaption")
    return "" if caption is None else text_of(caption)

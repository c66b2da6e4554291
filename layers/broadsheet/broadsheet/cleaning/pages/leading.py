"""The picture that leads an article, where it stands beside the headline and not in the box of the text."""

import re
from copy import deepcopy
from itertools import islice
from urllib.parse import unquote

from lxml import html

from broadsheet.cleaning.pages.boxes import Box

_SIZE = re.compile(r"[-_]\d{2,4}x\d{2,4}$")
_LOGO = re.compile(r"logo|avatar|favicon|sprite", re.IGNORECASE)
_IMAGE = re.compile(r"\.(?:avif|gif|jpe?g|png|webp)(?:[?#]|$)", re.IGNORECASE)
_SHORTEST_NAME = 6  # characters of a picture's name that say which it is
_LONGEST_CAPTION = 600  # characters
_MOST = 20  # places of one picture
_AROUND = ("aside", "footer", "nav")
_FLOWS = frozenset({"article", "body", "div", "main", "section"})


def put_leading_picture(top: Box, main: Box, address: str) -> None:
    """Put the picture that the page names as its own before the text, if it stands beside it.

    What leads elsewhere is the picture of another article, or of the outlet.
    """
    name = _name_of(address)
    if len(name) < _SHORTEST_NAME or _LOGO.search(name) or main.tag not in _FLOWS:
        return
    found = list(islice((one for one in top.element.iter("img") if _shows(one, name)), _MOST))
    gone = {box.element for box in _all_boxes(top) if box.is_gone}
    if any(
        main.element in (holders := set(one.iterancestors())) and gone.isdisjoint(holders) for one in found
    ):
        return
    image = next((one for one in found if _may_lead(one)), None)
    if image is not None:
        main.element.insert(0, _figure_of(image))


def _name_of(address: str) -> str:
    """Return the last part of a picture's address, without its ending and its size."""
    last = unquote(address).partition("?")[0].rstrip("/").rpartition("/")[2]
    return _SIZE.sub("", last.rpartition(".")[0] or last)


def _shows(image: html.HtmlElement, name: str) -> bool:
    holder = image.getparent()
    sources = [image, *(holder.iter("source") if holder is not None and holder.tag == "picture" else ())]
    return any(name in unquote(value) for source in sources for value in source.attrib.values())


def _may_lead(image: html.HtmlElement) -> bool:
    links = (link.get("href") or "" for link in image.iterancestors("a"))
    return next(image.iterancestors(*_AROUND), None) is None and all(
        not address or address.startswith("#") or _IMAGE.search(address) for address in links
    )


def _figure_of(image: html.HtmlElement) -> html.HtmlElement:
    """Return a figure of the picture, with the caption of the one that it stands in, and nothing else."""
    made = html.Element("figure")
    made.append(_copy_of(next(image.iterancestors("picture"), image)))
    figure = next(image.iterancestors("figure"), None)
    caption = figure.find(".//figcaption") if figure is not None else None
    if caption is not None and len("".join(caption.itertext())) <= _LONGEST_CAPTION:
        made.append(_copy_of(caption))
    return made


def _copy_of(element: html.HtmlElement) -> html.HtmlElement:
    """Return a copy of the element, without what follows it."""
    copy = deepcopy(element)
    copy.tail = None
    return copy


def _all_boxes(top: Box) -> list[Box]:
    boxes, waiting = list[Box](), [top]
    while waiting:
        box = waiting.pop()
        boxes.append(box)
        waiting += [] if box.is_gone else box.boxes
    return boxes

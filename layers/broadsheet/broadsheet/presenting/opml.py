"""A list of feeds as OPML 2.0 (http://opml.org/spec2.opml), which every feed reader imports."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from broadsheet.presenting.xml_text import add, write

MEDIA_TYPE = "text/x-opml"


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """A feed by its title and its address."""

    title: str
    url: str


def opml(title: str, subscriptions: Iterable[Subscription]) -> str:
    """Return a list of subscriptions as an OPML document, in their order.

    Parameters
    ----------
    title
        The name of the list.
    subscriptions
        The feeds that it names.

    Returns
    -------
    str
        A document of XML.
    """
    root = ET.Element("opml", version="2.0")
    add(add(root, "head"), "title", title)
    body = add(root, "body")
    for feed in subscriptions:
        add(body, "outline", type="rss", text=feed.title, title=feed.title, xmlUrl=feed.url)
    return write(root)

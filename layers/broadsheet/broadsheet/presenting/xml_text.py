"""XML 1.0 by the standard library, and what it leaves to its callers: characters that XML does not have."""

import re
from xml.etree import ElementTree as ET

ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

# https://www.w3.org/TR/xml/#charsets
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

for prefix, namespace in {"at": TOMBSTONES, "content": CONTENT, "dc": DUBLIN_CORE, "atom": ATOM}.items():
    ET.register_namespace(prefix, namespace)  # how they are usually written; readers go by the namespace


def add(parent: ET.Element, tag: str, text: str | None = None, /, **attributes: str) -> ET.Element:
    """Append an element and return it, without the characters that XML cannot hold."""
    legal = {name: ILLEGAL.sub("", value) for name, value in attributes.items()}
    element = ET.SubElement(parent, tag, legal)
    element.text = None if text is None else ILLEGAL.sub("", text)
    return element


def write(root: ET.Element) -> str:
    """Return a document, to be sent as UTF-8."""
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"

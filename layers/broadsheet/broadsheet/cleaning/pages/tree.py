"""The tree of a whole page: HTML text in, lxml elements out, with limits before anything is built."""

import re
import sys

from lxml import etree, html

from broadsheet.cleaning.pages.mending import mended
from broadsheet.cleaning.soup.tag_limits import crowded_tag

_DOCTYPE = re.compile(r"\s*<!doctype\s+html", re.IGNORECASE)
_ROOT = re.compile(r"<(?:html|body)(?=[\s>])", re.IGNORECASE)
_RAW = re.compile(r"<(?:(script|style)(?=[\s/>])|(!--))", re.IGNORECASE)
_ENDS = {
    "script": re.compile(r"</script\s*>", re.IGNORECASE),
    "style": re.compile(r"</style\s*>", re.IGNORECASE),
    "!--": re.compile("--!?>"),
}
_KEPT_SCRIPT = re.compile(
    r"""<script[^>]{0,500}\btype\s*=\s*["']?\s*(?:application/ld\+json|math/)""", re.IGNORECASE
)

# XML's trees take none of them (https://www.w3.org/TR/xml/#charsets), as they are or by number, nor the form
# feed, which HTML has for a blank.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]+")
_REFERENCE = re.compile(r"&#(?:[xX]0*+([0-9a-fA-F]{1,6})(?![0-9a-fA-F])|0*+([0-9]{1,7})(?![0-9]));?")
# In place of a reference, as without anything what stands on both sides might become one. Cleaning drops it.
_UNSEEN = "\u200b"
# Beyond any page met (1.2 million characters, 9,800 tags).
_MOST_CHARACTERS = 10_000_000
_MOST_TAGS = 60_000
_MOST_ATTRIBUTES = 500  # of one tag
_DEEPEST = 400  # tags within tags


def is_page(markup: str) -> bool:
    """Whether the HTML is a whole page rather than a fragment of one: it has an `html` or a `body`."""
    found = _DOCTYPE.match(markup) or _ROOT.search(markup)
    # A frame's own page stands within an attribute.
    return found is not None and markup.rfind("<", 0, found.start()) <= markup.rfind(">", 0, found.start())


def tree_of(markup: str) -> html.HtmlElement | None:
    """Return the page's root, without scripts (but structured facts and formulas), styles and comments.

    None where the page is larger, deeper or stranger than any that a person reads; building a tree of
    it could take longer than its worth.
    """
    if len(markup) > _MOST_CHARACTERS:
        return None
    markup = _without_code(_as_xml_has_it(mended(markup)))
    if markup.count("<") > _MOST_TAGS or crowded_tag(markup, _MOST_ATTRIBUTES):
        return None
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(markup.encode(), parser=parser)
    except etree.ParserError:  # there is nothing in it
        return None
    return None if _is_too_deep(root) else root


def _as_xml_has_it(markup: str) -> str:
    return _REFERENCE.sub(_kept_reference, _NO_XML.sub("", markup.replace("\f", " ")))


def _kept_reference(reference: re.Match[str]) -> str:
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    if number == ord("\f"):
        return " "
    return _UNSEEN if number <= sys.maxunicode and _NO_XML.match(chr(number)) else reference[0]


def _without_code(markup: str) -> str:
    """Return the markup without scripts, styles and comments; one that never ends stays, for the parser."""
    kept, position = [], 0
    while found := _RAW.search(markup, position):
        end = _ENDS[(found[1] or found[2]).lower()].search(markup, found.end())
        if end is None:
            break
        if _KEPT_SCRIPT.match(markup, found.start()):
            kept.append(markup[position : end.end()])
        else:
            kept.append(markup[position : found.start()])
        position = end.end()
    return "".join((*kept, markup[position:]))


def _is_too_deep(root: html.HtmlElement) -> bool:
    depths = {root: 0}
    for element in root.iter(etree.Element):
        parent = element.getparent()
        if parent is not None:
            depth = depths[parent] + 1
            if depth > _DEEPEST:
                return True
            depths[element] = depth
    return False

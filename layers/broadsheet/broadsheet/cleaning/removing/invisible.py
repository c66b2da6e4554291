"""What no reader of the page saw: code, styles, hidden tags, fallbacks for want of a script."""

import re

from bs4 import Tag

from broadsheet.cleaning.page import Page
from broadsheet.cleaning.soup import attribute, is_gone, rename, text_of

_CODE = ("script", "style", "template", "svg", "canvas", "head", "title", "meta", "link", "base", "param")
# The property begins the style or follows another: `backface-visibility: hidden` hides nothing.
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"})


def drop_invisible(page: Page) -> None:
    """Drop code and hidden tags; a `noscript` stays only where it holds the image of a lazy one.

    What holds most of the body's text stays though it is hidden, for a script shows it; so does the panel
    of an accordion. What is left is the text that a reader of the page saw; its length is remembered.
    """
    for tag in page.soup.tags("meta", "time"):
        if tag.name == "meta" and attribute(tag, "itemprop") == "author":
            page.bylines.append(attribute(tag, "content"))
        elif tag.name == "time" and "datetime" in tag.attrs:
            page.dates.append(attribute(tag, "datetime"))
    for tag in page.soup.tags(*_CODE):
        if not is_gone(tag):
            tag.decompose()
    for tag in page.soup.tags():
        if is_gone(tag):
            continue
        if _is_hidden(tag) and not (page.soup.weights.is_most(tag) or _is_folded_away(tag)):
            page.drop(tag, "hidden")
        elif tag.name == "noscript":
            _open_noscript(page, tag)
    page.text_length = len(text_of(page.soup.root))


def _is_hidden(tag: Tag) -> bool:
    return "hidden" in tag.attrs or bool(_HIDDEN_STYLE.search(attribute(tag, "style")))


def _is_folded_away(tag: Tag) -> bool:
    """Whether a reader opens the tag: a panel of paragraphs right below its head, or what a search finds."""
    if attribute(tag, "hidden").casefold() == "until-found":
        return True
    before = tag.find_previous_sibling()
    return before is not None and before.name in _HEADS and tag.find("p") is not None


def _open_noscript(page: Page, tag: Tag) -> None:
    before = tag.find_previous_sibling()
    is_image = tag.find("img") is not None and (before is None or before.name != "img")
    if is_image or page.soup.weights.is_most(tag):
        rename(tag, "span")
    else:
        page.drop(tag, "noscript")

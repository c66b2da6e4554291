"""What no reader of the page saw: code, styles, hidden tags, fallbacks for want of a script.

Reads names, `hidden` and styles of tags, and their weights. Changes: drops tags; adds to the page's bylines
and dates.
"""

import re

from bs4 import Tag

from broadsheet.cleaning.facts.markup_dates import stated_dates
from broadsheet.cleaning.page import Page
from broadsheet.cleaning.removing.embeds import address_of_player
from broadsheet.cleaning.removing.networks import page_of_script
from broadsheet.cleaning.removing.pictures import is_placeholder
from broadsheet.cleaning.soup import attribute, first_within, is_gone, rename

_CODE = ("script", "style", "template", "svg", "canvas", "head", "title", "meta", "link", "base", "param")
_PLAYERS = ("iframe", "video", "audio")
# The property begins the style or follows another: `backface-visibility: hidden` hides nothing.
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDING = ("hidden", "style")
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"})


def drop_invisible(page: Page) -> None:
    """Drop code and hidden tags; a `noscript` stays only where it holds the image of a lazy one.

    What holds most of the body's text stays though it is hidden, for a script shows it; so does the panel
    of an accordion. What is left is the text that a reader of the page saw.
    """
    _facts_of_markup(page)
    for tag in page.soup.tags(*_CODE):
        if not is_gone(tag) and not _shows_a_post(tag):
            tag.decompose()
    for tag in page.soup.tags():
        if tag.attrs.keys().isdisjoint(_HIDING) and tag.name != "noscript":
            continue  # as most
        if is_gone(tag):
            continue
        if _is_hidden(tag) and not (page.soup.weights.is_most(tag) or _is_folded_away(tag)):
            page.drop(tag, "hidden", "a reader of the page did not see it")
        elif tag.name == "noscript":
            _open_noscript(page, tag)


def _shows_a_post(script: Tag) -> bool:
    """Whether it is a script that would put a post in its place; then it is the post's frame from here on."""
    if script.name != "script":
        return False
    page = page_of_script({name: attribute(script, name) for name in script.attrs})
    if page:
        script.clear()
        script.attrs = {"src": page}
        rename(script, "iframe")
    return bool(page)


def _is_hidden(tag: Tag) -> bool:
    if "hidden" in tag.attrs:
        return True
    return "style" in tag.attrs and bool(_HIDDEN_STYLE.search(attribute(tag, "style")))


def _is_folded_away(tag: Tag) -> bool:
    """Whether a reader opens the tag: a panel of paragraphs right below its head, or what a search finds."""
    if attribute(tag, "hidden").casefold() == "until-found":
        return True
    before = tag.find_previous_sibling()
    return before is not None and before.name in _HEADS and first_within(tag, "p") is not None


def _open_noscript(page: Page, tag: Tag) -> None:
    """Keep what a `noscript` holds where nothing before it shows the same: an image, or a player."""
    before = tag.find_previous_sibling()
    player = first_within(tag, *_PLAYERS)
    is_another = player is not None and not _plays_the_same(before, player, page)
    if _shows_image(tag, before) or is_another or page.soup.weights.is_most(tag):
        rename(tag, "span")
    else:
        page.drop(tag, "noscript", "what it holds for want of scripts is there already, or is nothing")


def _shows_image(noscript: Tag, before: Tag | None) -> bool:
    is_shown_before = before is not None and before.name == "img" and not is_placeholder(before)
    return first_within(noscript, "img") is not None and not is_shown_before


def _plays_the_same(before: Tag | None, player: Tag, page: Page) -> bool:
    if before is None or before.name not in _PLAYERS:
        return False
    return address_of_player(before, page.url) == address_of_player(player, page.url)


def _facts_of_markup(page: Page) -> None:
    for tag in page.soup.tags("meta"):
        if attribute(tag, "itemprop") == "author":
            page.bylines.append(attribute(tag, "content"))
    page.dates.extend(stated_dates(page.soup))

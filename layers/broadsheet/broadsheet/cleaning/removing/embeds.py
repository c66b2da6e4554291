"""Players and embeds: each becomes a `media` element with its address, its player's text goes.

Reads frames, players, cards and figures, their attributes and weights. Changes: puts `media` elements in
their place, or drops them.
"""

import re
from collections.abc import Iterator

from bs4 import Tag

from broadsheet.cleaning.addresses import resolve, without_tracking
from broadsheet.cleaning.page import Page
from broadsheet.cleaning.removing.networks import (
    CARD_LABEL,
    CARDS,
    NUMBERS,
    Card,
    kind_of,
    page_of_placeholder,
    watch_address,
)
from broadsheet.cleaning.removing.pictures import unwrap_proxy
from broadsheet.cleaning.soup import attribute, fold, is_gone, named, rename, tags, text_of

MEDIA = "media"
"""The tag of an element that stands for a player or an embed, with `href`, `kind`, `poster` and `title`."""

_NO_TITLE = re.compile(
    r"^(?:youtube|video|audio|embedded)?\s*(?:iframe|player|embed|content|video player)$", re.IGNORECASE
)
_MOST_SOURCES = 20  # of one player
_NOT_MEDIA = (
    "googletagmanager.com",
    "doubleclick.net",
    "googlesyndication.com",
    "feedx.",
    "facebook.com/plugins/like",
)
_CUSTOM_PLAYERS = {
    "amp-iframe": "iframe",
    "amp-video-iframe": "iframe",
    "amp-video": "video",
    "amp-audio": "audio",
}
_PLAYERS = frozenset({"iframe", "video", "audio", "object", "embed", MEDIA})
_OWN_SOURCES = ("src", "data")
_SOURCE_NAME = re.compile(r"src|url", re.IGNORECASE)
_LONGEST_SAMPLE = 100
_LONGEST_FALLBACK = 2_000  # characters
# Characters of prose, one of Chinese twice; what browsers without a player are told has a sentence or three.
_LONG_FALLBACK = 300
_LINK = re.compile(r"""<a\b[^<>]{0,200}?\bhref\s*=\s*["']([^"'<>]{1,2000})["']""")


def find_embeds(page: Page) -> None:
    """Turn each player, frame and card into a `media` element, or drop it where it has no address."""
    for tag in (*page.soup.tags(*_CUSTOM_PLAYERS), *page.soup.having(*NUMBERS)):
        if not is_gone(tag):
            _give_shape(tag)
    for tag in page.soup.tags("iframe", "video", "audio", "object", "embed"):
        if not is_gone(tag):
            _replace(tag, page)
    for tag in page.soup.tags("blockquote", "div"):
        if "class" in tag.attrs and not is_gone(tag):
            _card(tag, page)
    for figure in page.soup.tags("figure"):
        _linked(figure, page)


def _give_shape(tag: Tag) -> None:
    """Make a player of an element that only a script would make one: custom elements and placeholders."""
    if tag.name in _CUSTOM_PLAYERS:
        rename(tag, _CUSTOM_PLAYERS[tag.name])
        return
    numbers = [attribute(tag, name) for name in NUMBERS if name in tag.attrs]
    if numbers and tag.name not in _PLAYERS:
        url = page_of_placeholder(f"{tag.name} {attribute(tag, 'class')}", numbers)
        if url:
            tag.insert_before(_media(url, kind_of(url), title=attribute(tag, "title")))
            tag.decompose()


def _replace(player: Tag, page: Page) -> None:
    url = address_of_player(player, page.url) or _only_link(player, page)
    is_echo = "wp-embedded-content" in attribute(player, "class")  # its blockquote has the address already
    if not url or is_echo or any(part in url for part in _NOT_MEDIA):
        if not _holds_article(player, page):
            page.audit.note(
                "empty-player",
                text_of(player) or str(player)[:_LONGEST_SAMPLE],
                "a player or frame without the address of anything to play",
                named(player),
            )
        _take_out(player, page)
        return
    kind = player.name if player.name in {"video", "audio"} else kind_of(url)
    poster = unwrap_proxy(resolve(attribute(player, "poster"), page.url))
    title = _NO_TITLE.sub("", attribute(player, "title"))
    player.insert_before(_media(url, kind, poster=poster, title=title))
    _take_out(player, page)


def _take_out(player: Tag, page: Page) -> None:
    """Take a player out, and leave what it holds of the article."""
    if _holds_article(player, page):
        player.unwrap()
    else:
        player.decompose()


def _holds_article(player: Tag, page: Page) -> bool:
    """Whether a player holds what is long for a fallback: it was never closed. No browser shows a frame's."""
    weight = page.soup.weights.of(player)
    return player.name != "iframe" and weight.is_prose and weight.characters >= _LONG_FALLBACK


def _addresses(player: Tag) -> Iterator[str]:
    """Yield what may be a player's address: what a lazy loader or a consent box keeps, then its own."""
    for name in player.attrs:
        if name not in _OWN_SOURCES and _SOURCE_NAME.search(name):
            yield attribute(player, name)
    for name in _OWN_SOURCES:
        yield attribute(player, name)


def _only_link(player: Tag, page: Page) -> str:
    """Return the address of the link that a player without an address of its own holds, as text or tag."""
    link = player.find("a", href=True)
    if link is not None:
        return resolve(attribute(link, "href"), page.url)
    written = _LINK.search(player.get_text()[:_LONGEST_FALLBACK])  # HTML reads the inside of a frame as text
    return resolve(written[1], page.url) if written else ""


def address_of_player(player: Tag, base: str) -> str:
    """Return the page of what a frame or player plays, empty where it does not say."""
    sources = [player, *player.find_all(("source", "embed"), limit=_MOST_SOURCES)]
    found = (resolve(address, base) for tag in sources for address in _addresses(tag))
    return resolve(watch_address(next(filter(None, found), "")), base)


def _card(tag: Tag, page: Page) -> None:
    marks = attribute(tag, "class").split()
    if "wp-embedded-content" in marks:  # the fallback of a WordPress embed, never the article's quotation
        link = tag.find("a", href=True)
        url = without_tracking(resolve(attribute(link, "href"), page.url)) if link else ""
        if url:
            tag.insert_before(_media(url, "embed", title=tag.get_text()))
        tag.decompose()
        return
    card = next((CARDS[mark] for mark in marks if mark in CARDS), None)
    if card is not None:
        _put_media_after(tag, without_tracking(resolve(watch_address(_address_of(card, tag)), page.url)))
        _drop_labels(tag, page)


def _address_of(card: Card, tag: Tag) -> str:
    """Return the address of the post that a card shows: what its attributes say, or its last such link."""
    values = [attribute(tag, name) for name in card.attributes]
    for pattern, template in card.page:
        for value in values:
            if match := pattern.fullmatch(value):
                return match.expand(template)
    links = [attribute(link, "href") for link in tag.find_all("a")]
    stated = [value for value in values if card.address.search(value)]
    return next(iter(stated), "") or next((link for link in links[::-1] if card.address.search(link)), "")


def _drop_labels(card: Tag, page: Page) -> None:
    """Take out what a card says of itself; what is left is what somebody posted."""
    for text in list(card.find_all(string=CARD_LABEL)):
        if CARD_LABEL.fullmatch(fold(text)):
            page.audit.note("card-label", fold(text), "what a card says of itself, not what was posted")
            text.extract()


def _linked(figure: Tag, page: Page) -> None:
    """Know again what this cleaning made of a player: a figure that holds a link in place of an image."""
    first, *rest = tags(figure) or [figure]
    if first.name == "a" and all(tag.name == "figcaption" for tag in rest):
        url = resolve(attribute(first, "href"), page.url)
        if url:
            first.insert_before(_media(url, kind_of(url), title=first.get_text()))
            first.decompose()


def _media(url: str, kind: str, *, poster: str = "", title: str = "") -> Tag:
    return Tag(name=MEDIA, attrs={"href": url, "kind": kind, "poster": poster, "title": title})


def _put_media_after(card: Tag, url: str) -> None:
    """Keep the words of the post as a quotation, and let the address follow them."""
    if url:
        card.insert_after(_media(url, "embed"))

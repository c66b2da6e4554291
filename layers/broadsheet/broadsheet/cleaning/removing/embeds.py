"""Players and embeds: each becomes a `media` element with its address, its player's text goes."""

import re
from urllib.parse import urlsplit

from bs4 import Tag

from broadsheet.cleaning.addresses import resolve, without_tracking
from broadsheet.cleaning.page import Page, host_of
from broadsheet.cleaning.removing.pictures import unwrap_proxy
from broadsheet.cleaning.soup import attribute, is_gone, tags

MEDIA = "media"
"""The tag of an element that stands for a player or an embed, with `href`, `kind`, `poster` and `title`."""

_VIDEO_HOSTS = (
    "youtube.com",
    "youtu.be",
    "youtube-nocookie.com",
    "vimeo.com",
    "dailymotion.com",
    "bilibili.com",
    "v.qq.com",
    "youku.com",
)
_AUDIO_HOSTS = (
    "soundcloud.com",
    "spotify.com",
    "acast.com",
    "podcasts.apple.com",
    "anchor.fm",
    "firstory.me",
)
_NO_TITLE = re.compile(
    r"^(?:youtube|video|audio|embedded)?\s*(?:iframe|player|embed|content|video player)$", re.IGNORECASE
)
_MOST_SOURCES = 20  # of one player
_YOUTUBE = re.compile(r"/(?:embed|v|shorts)/([\w-]{6,20})")
_NOT_MEDIA = (
    "googletagmanager.com",
    "doubleclick.net",
    "googlesyndication.com",
    "feedx.",
    "facebook.com/plugins/like",
)
# Quotes that a network's script turns into a card, and the kind of address that names the post.
_CARDS = {
    "twitter-tweet": re.compile(r"//(?:\w+\.)?(?:twitter|x)\.com/\w+/status"),
    "twitter-video": re.compile(r"//(?:\w+\.)?(?:twitter|x)\.com/\w+/status"),
    "instagram-media": re.compile(r"//(?:www\.)?instagram\.com/(?:p|reel|tv)/"),
    "tiktok-embed": re.compile(r"//(?:www\.)?tiktok\.com/"),
}


def find_embeds(page: Page) -> None:
    """Turn each player, frame and card into a `media` element, or drop it where it has no address."""
    for tag in page.soup.tags("iframe", "video", "audio", "object", "embed"):
        if not is_gone(tag) and tag.parent is not None:
            _replace(tag, page)
    for tag in page.soup.tags("blockquote", "div"):
        _card(tag, page)
    for figure in page.soup.tags("figure"):
        _linked(figure, page)


def _replace(player: Tag, page: Page) -> None:
    sources = [player, *player.find_all(("source", "embed"), limit=_MOST_SOURCES)]
    addresses = (attribute(tag, name) for tag in sources for name in ("data-src", "src", "data"))
    url = watch_address(resolve(next(filter(None, addresses), ""), page.url))
    is_echo = "wp-embedded-content" in attribute(player, "class")  # its blockquote has the address already
    if not url or is_echo or any(part in url for part in _NOT_MEDIA):
        page.drop(player, "empty-player")
        return
    kind = player.name if player.name in {"video", "audio"} else kind_of(url)
    poster = unwrap_proxy(resolve(attribute(player, "poster"), page.url))
    title = _NO_TITLE.sub("", attribute(player, "title"))
    player.insert_before(_media(url, kind, poster=poster, title=title))
    player.decompose()


def _card(tag: Tag, page: Page) -> None:
    marks = attribute(tag, "class").split()
    if "wp-embedded-content" in marks:  # the fallback of a WordPress embed, never the article's quotation
        link = tag.find("a", href=True)
        url = without_tracking(resolve(attribute(link, "href"), page.url)) if link else ""
        if url:
            tag.insert_before(_media(url, "embed", title=tag.get_text()))
        tag.decompose()
        return
    pattern = next((_CARDS[mark] for mark in marks if mark in _CARDS), None)
    if pattern is not None:
        addresses = [attribute(tag, "data-instgrm-permalink"), attribute(tag, "cite")]
        addresses += [attribute(link, "href") for link in tag.find_all("a")]
        found = [address for address in addresses if pattern.search(address)]
        if found:
            _put_media_after(tag, without_tracking(resolve(found[-1], page.url)))
    elif {"fb-video", "fb-post"} & set(marks):
        _put_media_after(tag, resolve(attribute(tag, "data-href"), page.url))


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


def watch_address(url: str) -> str:
    """Return the page where a reader sees what a player's address plays."""
    if not url:
        return ""
    if host_of(url) in {"youtube.com", "youtube-nocookie.com"} and (
        match := _YOUTUBE.search(urlsplit(url).path)
    ):
        return f"https://www.youtube.com/watch?v={match[1]}"
    return url


def kind_of(url: str) -> str:
    """Return the kind of media that an address most likely is: `video`, `audio` or `embed`."""
    host = host_of(url)
    if any(host == own or host.endswith("." + own) for own in _VIDEO_HOSTS):
        return "video"
    if any(host == own or host.endswith("." + own) for own in _AUDIO_HOSTS):
        return "audio"
    return "embed"

"""Images: the address behind lazy loading, `srcset`, `picture` and proxies; spacers and pixels out."""

import re
from urllib.parse import unquote, urlsplit

from bs4 import Tag
from bs4.element import NavigableString

from broadsheet.cleaning.addresses import resolve
from broadsheet.cleaning.page import Page, host_of
from broadsheet.cleaning.soup import attribute, rename, wanted

# In the order of trust: what a lazy loader would load, before the placeholder that stands in `src`.
_LAZY = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-actualsrc",
    "data-original-src",
    "data-url",
    "data-hi-res-src",
)
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_CANDIDATE = re.compile(r"(?<![^\s,])(\S*[^\s,])(?:\s+([\d.]+)([wx]))?\s*(?:,|$)")
_PLACEHOLDER = re.compile(
    r"(?:^data:|/(?:blank|spacer|pixel|transparent|placeholder|loading|grey|1x1)[\w-]*\.(?:gif|png|svg|jpe?g)\b"
    r"|\bfeeds?\.feedburner\.com/~|\bstats\.wordpress\.com/|\bpixel\.wp\.com/|medium\.com/_/stat)",
    re.IGNORECASE,
)
_EMOJI = re.compile(r"\b(?:wp-smiley|emoji|twemoji|emoticon|W_img_face)\b")
_SMALLEST_SIDE = 32
_MOST_SOURCES = 20


def resolve_pictures(page: Page) -> None:
    """Give each image its real address in `src` and the address as served in `data-raw`; drop the rest.

    An image of an emoji becomes the character that stands in its `alt`.
    """
    for image in page.soup.tags("img"):
        if _EMOJI.search(f"{attribute(image, 'class')} {attribute(image, 'src')}"):
            _become_text(image)
            continue
        raw = _best_address(image)
        url = unwrap_proxy(resolve(raw, page.url))
        if not url or _PLACEHOLDER.search(raw) or _PLACEHOLDER.search(url) or _is_tiny(image):
            page.audit.note("spacer-image", raw)
            image.decompose()
            continue
        image["src"] = url
        image["data-raw"] = raw


def _become_text(image: Tag) -> None:
    """Make the image a tag without meaning that holds what its `alt` says."""
    alt = attribute(image, "alt")
    rename(image, "span")
    image.attrs = {}
    image.append(NavigableString(alt))


def _best_address(image: Tag) -> str:
    sources = [image]
    picture = image.find_parent("picture")
    if picture is not None:
        sources = [*picture.find_all("source", limit=_MOST_SOURCES), image]
    candidates = [
        candidate
        for source in sources
        for name in _SETS
        for candidate in parse_srcset(attribute(source, name))
    ]
    lazy = next(filter(None, (attribute(image, name) for name in _LAZY)), "")
    own = lazy or attribute(image, "src")
    if candidates:
        size, url = max(candidates, key=lambda candidate: candidate[0])
        if size > 1 or not own or _PLACEHOLDER.search(own):
            return url
    return own.strip()


def parse_srcset(srcset: str) -> list[tuple[float, str]]:
    """Return (width in pixels or density, address) for each address in a `srcset`."""
    return [
        (float(number) if number.replace(".", "", 1).isdigit() else 1.0, url)
        for url, number, _ in _CANDIDATE.findall(srcset[:8000])
        if not url.startswith("data:")
    ]


def unwrap_proxy(url: str) -> str:
    """Return the address behind an image proxy, or the address itself when there is none."""
    for _ in range(3):  # proxies have been seen in proxies
        inner = _behind_proxy(url)
        if not inner:
            break
        url = inner
    return "" if _behind_proxy(url) else url


def _behind_proxy(url: str) -> str:
    host = host_of(url)
    if host.endswith("weserv.nl"):
        address = _query_value(url, "url")
    elif host in {"i0.wp.com", "i1.wp.com", "i2.wp.com", "i3.wp.com"}:
        address = urlsplit(url).path.lstrip("/")
    else:
        return ""
    address = address.removeprefix("ssl:")
    if not address:
        return ""
    return resolve(address if "://" in address else "https://" + address.lstrip("/"), url)


def _query_value(url: str, name: str) -> str:
    for pair in urlsplit(url).query.split("&"):
        key, _, value = pair.partition("=")
        if key == name:
            return wanted(unquote(value))
    return ""


def _is_tiny(image: Tag) -> bool:
    sides = [attribute(image, name).removesuffix("px") for name in ("width", "height")]
    return any(side.isdigit() and int(side) < _SMALLEST_SIDE for side in sides)

"""Images: the address behind lazy loading, `srcset`, `picture` and proxies; spacers and pixels out.

Reads the attributes of images and of what holds them. Changes: sets `src` and `data-raw`, drops images, moves
captions, makes words of small ones.
"""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from broadsheet.cleaning.addresses import resolve
from broadsheet.cleaning.page import Page, host_of
from broadsheet.cleaning.soup import attribute, holder, is_gone, rename, tags, wanted

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
_NO_ADDRESS = re.compile(r"(?:data:|about:|$)", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"/(?:blank|spacer|pixel|transparent|placeholder|loading|lazy(?:load)?|dummy|empty|clear"
    r"|trans|gr[ea]y|white|1x1)(?:[-_.](?:\d{1,4}x\d{1,4}|1px|img|image|gif|lazy|bg|small|large|min))*"
    r"\.(?:gif|png|svg|jpe?g|webp)(?:[?#]|$)",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"\b(?:feeds?\.feedburner\.com/~|stats\.wordpress\.com/|pixel\.wp\.com/)|medium\.com/_/stat",
    re.IGNORECASE,
)
_IMAGE_ADDRESS = re.compile(
    r"\S+\.(?:avif|bmp|gif|jpe?g|jfif|png|svg|tiff?|webp)(?:[?#!]\S*)?", re.IGNORECASE
)
# Attributes in which a lazy loader of no known name may keep the address, and those in which none does.
_SOURCE_NAME = re.compile(r"src|source|original|img|image|lazy|file|large|full|echo|^data-", re.IGNORECASE)
_NO_SOURCE_NAME = re.compile(r"link|href|page|share|placeholder|thumb|avatar|low|lqip|blur", re.IGNORECASE)
_CUSTOM_IMAGE = re.compile(r"(?:[a-z]+-)+(?:img|image|picture|anim)")
_EMOJI = re.compile(r"\b(?:wp-smiley|emoji|twemoji|emoticon|W_img_face)\b")
# Images that are words: formulas as WordPress, Zhihu, MediaWiki and others draw them, keys and icons.
_FORMULA = re.compile(
    r"latex|equation\?tex=|codecogs|mathtex|chart\?cht=tx|\b(?:tex|formula|mwe-math\S*)\b", re.IGNORECASE
)
_LARGEST_WORD = 64  # pixels of the longer side of an image that may be a word of a sentence, not of a formula
_THUMBNAIL_SIZE = re.compile(
    r"[-_](?:\d{2,4}x\d{2,4}|thumb(?:nail)?|small|s|t|m)(?=\.\w{3,4}$)", re.IGNORECASE
)
_THUMBNAIL_WIDTH = 320  # pixels, or less
_SMALLEST_SIDE = 32  # pixels; what is smaller counts visits or is an icon
_MOST_SOURCES = 20  # of one picture
_LONGEST = 8_000  # characters of an address, whose picture may be in itself
_LONGEST_NUMBER = 6  # digits of a side


def resolve_pictures(page: Page) -> None:
    """Give each image its real address in `src` and the address as served in `data-raw`; drop the rest.

    An image that is a word of its sentence (an emoji, a formula, a key) becomes what its `alt` says.
    """
    for image in page.soup.tags():
        if "-" in image.name and _CUSTOM_IMAGE.fullmatch(image.name):
            rename(image, "img")
    for image in page.soup.tags("img"):
        if is_gone(image):  # a custom element may hold its fallback
            continue
        if _EMOJI.search(f"{attribute(image, 'class')} {attribute(image, 'src')}") or _is_word(image):
            _become_text(image)
            continue
        raw = _full_address(image, page) or _best_address(image)
        url = unwrap_proxy(resolve(raw, page.url))
        if not url or _shows_nothing(raw) or _shows_nothing(url) or _is_tiny(image):
            page.audit.note(
                "spacer-image", raw, "an image that shows nothing: a spacer, a pixel, no address", "img"
            )
            image.decompose()
            continue
        image["src"] = url
        image["data-raw"] = raw


def put_captions_behind(page: Page) -> None:
    """Let a caption that stands before its figure's image follow it, as all others do."""
    for figure in page.soup.tags("figure"):
        caption, *others = tags(figure, "figcaption", "img") or [figure]
        if caption.name != "figcaption" or {tag.name for tag in others} != {"img"}:
            continue
        if holder(caption, "figure") is figure:
            figure.append(caption.extract())


def is_placeholder(image: Tag) -> bool:
    """Whether an image shows nothing until a script has run, and does not say what it then would show."""
    return _shows_nothing(attribute(image, "src")) and not _lazy_address(image)


def _shows_nothing(address: str) -> bool:
    return _is_of_placeholder(address[:_LONGEST])


@lru_cache(maxsize=256)  # of one image it is asked some times
def _is_of_placeholder(address: str) -> bool:
    return any((_NO_ADDRESS.match(address), _PLACEHOLDER.search(address), _COUNTER.search(address)))


def _is_word(image: Tag) -> bool:
    """Whether an image stands in a sentence as a word does: a formula, or small, text right beside it."""
    if not attribute(image, "alt").strip() or holder(image, "figure", "pre") is not None:
        return False
    sides = [side for side in _sides(image) if side]
    is_small = bool(sides) and max(sides) <= _LARGEST_WORD
    is_formula = _FORMULA.search(f"{attribute(image, 'class')} {attribute(image, 'src')}")
    return bool(is_small or is_formula) and any(map(_is_prose, (image.previous_sibling, image.next_sibling)))


def _is_prose(node: PageElement | None) -> bool:
    return isinstance(node, NavigableString) and bool(node.strip())


def _full_address(image: Tag, page: Page) -> str:
    """Return the address of the full picture that a thumbnail links to, empty where it is no thumbnail."""
    link = holder(image, "a")
    target = attribute(link, "href") if link is not None else ""
    if not _IMAGE_ADDRESS.fullmatch(target) or not resolve(target, page.url):
        return ""
    is_narrow = 0 < _sides(image)[0] <= _THUMBNAIL_WIDTH
    return target if is_narrow or _THUMBNAIL_SIZE.search(urlsplit(attribute(image, "src")).path) else ""


def _become_text(image: Tag) -> None:
    """Make the image a tag without meaning that holds what its `alt` says."""
    alt = attribute(image, "alt")
    rename(image, "span")
    image.attrs = {}
    image.append(NavigableString(alt))


def _best_address(image: Tag) -> str:
    sources = [image]
    picture = holder(image, "picture")
    if picture is not None:
        sources = [*picture.find_all("source", limit=_MOST_SOURCES), image]
    candidates = [
        candidate
        for source in sources
        for name in _SETS
        for candidate in parse_srcset(attribute(source, name))
    ]
    own = _lazy_address(image) or attribute(image, "src")
    if candidates:
        size, url = max(candidates, key=lambda candidate: candidate[0])
        if size > 1 or not own or _shows_nothing(own):
            return url
    return own.strip()


def _lazy_address(image: Tag) -> str:
    """Return the address that a lazy loader would load, of a known attribute or any that may hold one."""
    known = next(filter(None, (attribute(image, name) for name in _LAZY)), "")
    if known or not _shows_nothing(attribute(image, "src")):
        return known
    names = (
        name
        for name in image.attrs
        if name not in {"src", *_SETS} and _SOURCE_NAME.search(name) and not _NO_SOURCE_NAME.search(name)
    )
    values = (attribute(image, name).strip() for name in names)
    return next(filter(_IMAGE_ADDRESS.fullmatch, values), "")


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
    """Whether all that is said of the image's sides is tiny; a side of nothing is set by a script later."""
    sides = [side for side in _sides(image) if side]
    return bool(sides) and max(sides) < _SMALLEST_SIDE


def _sides(image: Tag) -> tuple[int, int]:
    """Return the width and height in pixels that the image's attributes say, 0 where they say nothing."""
    width, height = (attribute(image, name).strip().removesuffix("px") for name in ("width", "height"))
    return _pixels(width), _pixels(height)


def _pixels(side: str) -> int:
    return int(side) if side.isdecimal() and len(side) <= _LONGEST_NUMBER else 0

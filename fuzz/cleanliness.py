"""Whether HTML and Markdown are safe to show: judged by a browser's algorithm and by tables of its own.

Nothing here knows the sanitiser or its allow-lists, so that a mistake there cannot hide itself.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from markdown_it import MarkdownIt

from broadsheet.article import Content

# What an article is made of: nothing that runs, loads, frames, submits or styles.
HARMLESS_TAGS = frozenset(
    {
        "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "figcaption", "figure",
        "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre",
        "q", "rp", "rt", "ruby", "s", "samp", "small", "strong", "sub", "sup", "table", "tbody", "td",
        "tfoot", "th", "thead", "tr", "u", "ul", "var",
    }
)  # fmt: skip
HARMLESS_ATTRIBUTES = frozenset(
    {
        "alt", "align", "cite", "class", "colspan", "dir", "href", "lang", "rel", "reversed", "rowspan",
        "src", "start", "title",
    }
)  # fmt: skip
RUNNING_SCHEMES = frozenset({"javascript", "vbscript", "data"})
ADDRESSES = frozenset({"href", "src", "cite"})
SAFE_SCHEMES = frozenset({"http", "https", "mailto"})


def faults_of(content: Content) -> list[str]:
    """Return in words what is unsafe in an article, in any of its forms."""
    return [
        *(f"html: {fault}" for fault in faults_of_html(content.html)),
        *(f"markdown: {fault}" for fault in faults_of_html(rendered(content.markdown))),
        *(f"markdown, addresses linked: {fault}" for fault in executable_in(linked(content.markdown))),
        *(f"{name}: unsafe address {url!r}" for name, url in _addresses(content) if not is_safe(url)),
    ]


def faults_of_html(html: str) -> list[str]:
    """Return in words what a browser would find unsafe in a fragment of HTML."""
    fragment = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return [fault for element in fragment.iter() for fault in _faults_of_element(element, fragment)]


def rendered(markdown: str) -> str:
    """Return Markdown as the most trusting CommonMark reader shows it: raw HTML and any address pass."""
    return str(_Trusting("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))


def linked(markdown: str) -> str:
    """Return Markdown as a trusting reader shows it that makes links of bare addresses, as GitHub's does."""
    return str(_Trusting("gfm-like", {"html": True}).render(markdown))


def executable_in(html: str) -> list[str]:
    """Return in words what a browser would run, load or frame in a fragment that somebody else rendered.

    Renderers add ids and classes of their own, and link to any scheme that only leads somewhere.
    """
    fragment = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    elements = [element for element in fragment.iter() if element is not fragment]
    return [
        *(f"<{element.tag}>" for element in elements if element.tag not in HARMLESS_TAGS),
        *(
            f"<{element.tag} {name}={value!r}>"
            for element in elements
            for name, value in element.attrib.items()
            if name not in {*HARMLESS_ATTRIBUTES, "id"}
            or (name in ADDRESSES and _scheme(value) in RUNNING_SCHEMES)
        ),
    ]


def _scheme(url: str) -> str:
    return "".join(url.partition(":")[0].split()).lower()


class _Trusting(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  # the library's name
        """Allow any address: to judge them is our business."""
        return bool(url) or True


def is_safe(url: str) -> bool:
    """Tell whether an address is absolute, of a scheme that only leads somewhere, and of one piece."""
    if any(character <= " " or character == "\x7f" for character in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "mailto" or (parts.scheme in SAFE_SCHEMES and bool(parts.netloc))


def _faults_of_element(element: Element, fragment: Element) -> Iterator[str]:
    if element is fragment:
        return
    if not isinstance(element.tag, str):
        yield f"a comment {element.text!r}"
        return
    if element.tag not in HARMLESS_TAGS:
        yield f"<{element.tag}>"
    for name, value in element.attrib.items():
        if name not in HARMLESS_ATTRIBUTES:
            yield f"<{element.tag} {name}={value!r}>"
        elif name in ADDRESSES and not is_safe(value):
            yield f"unsafe address in <{element.tag} {name}={value!r}>"


def _addresses(content: Content) -> Iterator[tuple[str, str]]:
    yield from (("image", image.url) for image in content.images)
    yield from (("link", link.url) for link in content.links)
    yield from (("media", media.url) for media in content.media)
    yield from (("poster", media.poster) for media in content.media if media.poster)

"""What a page states about itself for machines: JSON-LD (schema.org), meta elements, microdata.

Schema.org's types and properties: https://schema.org/Article; Open Graph: https://ogp.me.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from lxml import html

from broadsheet.cleaning.soup import letters_of

_ARTICLES = frozenset({
    "Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "AnalysisNewsArticle",
    "OpinionNewsArticle", "TechArticle", "ScholarlyArticle", "MedicalScholarlyArticle", "SocialMediaPosting",
    "LiveBlogPosting", "Report", "AdvertiserContentArticle", "BackgroundNewsArticle", "ReviewNewsArticle",
    "SatiricalArticle", "AskPublicNewsArticle", "DiscussionForumPosting",
})  # fmt: skip
# What a page may be about, and an article may hold.
_WORKS = frozenset({"Review", "Recipe", "HowTo", "CreativeWork", "VideoObject", "PodcastEpisode", "Course"})
# Properties that hold what others wrote, or other articles.
_OTHERS = frozenset({
    "comment", "comments", "reviews", "itemListElement", "liveBlogUpdate", "relatedLink", "hasPart", "mentions", "citation",
    "suggestedAnswer", "acceptedAnswer", "isBasedOn", "blogPost", "blogPosts",
})  # fmt: skip
_PAGES = frozenset({"WebPage", "ItemPage", "FAQPage", "AboutPage", "MedicalWebPage"})
_MOST_NODES, _DEEPEST, _LONGEST = 2_000, 20, 1_000_000  # nodes, levels and characters of a statement
_CONTROLS = re.compile(r"[\x00-\x1f]+")
_BARE_DATE = re.compile(r"(:\s*)(\d{4}-\d\d-\d\d[^\s,\"}\]]{0,30})(?=\s*[,}])")  # without its quotation marks
# Of text in which blanks are single.
_SALVAGED = {
    "datePublished": re.compile(r"\"datePublished\" ?: ?\"([^\"\\]{8,60})\""),
    "author": re.compile(
        r"\"author\" ?: ?\[? ?\{? ?(?:\"@type\" ?: ?\"Person\" ?, ?)?(?:\"name\" ?: ?)?\"([^\"\\@]{4,60})\""
    ),
    "@type": re.compile(r"\"@type\" ?: ?\"([A-Za-z]{6,40})\""),
}
_TRAILING = re.compile(r",\s*(?=[}\]])")

Node = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Statements:
    """What a page says of itself: the JSON-LD node of its article (empty if none), and its meta elements."""

    article: Node
    page: Node
    nodes: tuple[Node, ...]
    metas: dict[str, tuple[str, ...]]
    folded: dict[str, tuple[str, ...]]
    """The meta elements by their names without marks."""

    def meta(self, *names: str) -> str:
        """Return the first value of the first of these meta elements that has one."""
        return next((value for name in names for value in self.metas.get(name, ())), "")


def statements_of(root: html.HtmlElement) -> Statements:
    """Return what the page's head and its scripts state."""
    nodes = tuple(_nodes(root))
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        value = " ".join((meta.get("content") or meta.get("value") or "").split())
        for name in {meta.get("property"), meta.get("name"), meta.get("itemprop")} - {None}:
            if value:
                metas.setdefault(str(name).strip().lower(), []).append(value)
    folded: dict[str, list[str]] = {}
    for name, values in metas.items():
        folded.setdefault(letters_of(name), []).extend(values)
    return Statements(
        article=_article_of(nodes, root.findtext(".//title") or ""),
        page=next((node for node in nodes if types_of(node) & _PAGES), {}),
        nodes=nodes,
        metas={name: tuple(values) for name, values in metas.items()},
        folded={name: tuple(values) for name, values in folded.items()},
    )


def _article_of(nodes: tuple[Node, ...], title: str) -> Node:
    """Return the node of the page's article: of several the one with the page's title, then the first."""
    letters = letters_of(title)
    for kinds in (_ARTICLES, _WORKS):
        found = [node for node in nodes if types_of(node) & kinds and _is_full(node)]
        titled = [
            node
            for node in found
            if (name := letters_of(text_in(node.get("headline")) or text_in(node.get("name"))))
            and name in letters
        ]
        if found:
            return (titled or found)[0]
    return {}


def types_of(node: Node) -> frozenset[str]:
    """Return the node's schema.org types, without their namespace."""
    types = node.get("@type")
    listed = types if isinstance(types, list) else [types]
    return frozenset(kind.rpartition("/")[2].rpartition(":")[2] for kind in listed if isinstance(kind, str))


def _is_full(node: Node) -> bool:
    return any(name in node for name in ("headline", "datePublished", "author", "articleBody", "name"))


def _nodes(root: html.HtmlElement) -> Iterator[Node]:
    """Yield every object of the page's JSON-LD, the outer ones first; what is no JSON is passed over."""
    count = 0
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not 1 < len(script.text or "") <= _LONGEST:
            continue
        waiting: list[tuple[object, int]] = [(_read(script.text or ""), 0)]
        while waiting and count < _MOST_NODES:
            value, depth = waiting.pop(0)
            count += 1
            if isinstance(value, dict):
                yield value
            inner = _inner(value)
            if depth < _DEEPEST:
                waiting += [(child, depth + 1) for child in inner if isinstance(child, dict | list)]


def _inner(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return (child for name, child in value.items() if name not in _OTHERS)
    return value if isinstance(value, list) else ()


def _read(text: str) -> object:
    text = _CONTROLS.sub(" ", text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";"))
    for fault, mended in (("", ""), (_TRAILING, ""), (_BARE_DATE, r'\1"\2"')):
        text = fault.sub(mended, text) if isinstance(fault, re.Pattern) else text
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            continue
    return _salvaged(text)


def _salvaged(text: str) -> Node:
    """Return what is no JSON, but states a type of article, a day of publication and an author, as their node."""
    text = " ".join(text.split())
    kinds = [kind for kind in _SALVAGED["@type"].findall(text) if kind in _ARTICLES]
    dates = {str(value) for value in _SALVAGED["datePublished"].findall(text)}
    authors = {str(value) for value in _SALVAGED["author"].findall(text)}
    stated = {"datePublished": dates, "author": authors}
    only = {name: values.pop() for name, values in stated.items() if len(values) == 1}
    return {"@type": kinds[0], **only} if kinds else {}


def text_in(value: object) -> str:
    """Return a value of JSON-LD as text, references read, blanks folded; empty if it is none."""
    return " ".join(unescape(value).split()) if isinstance(value, str) else ""

"""Bodies in Markdown, as static sites keep them."""

import re

LARGEST = 1_000_000  # characters; what is longer is taken for HTML, which is bounded where it is cleaned

_TAG = re.compile(r"\s*<[A-Za-z!]")
_BLOCK_END = re.compile(
    r"</(?:p|div|article|section|figure|ul|ol|table|blockquote|h[1-6])>|<br", re.IGNORECASE
)
_MARK = re.compile(
    r"^(?:#{1,6} |[*+-] |\d{1,3}\. |> |```)|\*\*[^*\n]{1,200}\*\*|\]\((?:https?:|/)", re.MULTILINE
)


def to_html(body: str) -> str:
    """Return the HTML of a body that is HTML, or CommonMark with tables in which HTML may stand."""
    if _is_html(body) or len(body) > LARGEST:
        return body
    from markdown_it import MarkdownIt  # noqa: PLC0415  # for the few documents that are in Markdown

    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(body))


def _is_html(body: str) -> bool:
    """Whether a body begins with a tag, and has more ends of blocks of HTML than marks of Markdown."""
    return bool(_TAG.match(body)) and len(_BLOCK_END.findall(body)) >= len(_MARK.findall(body))

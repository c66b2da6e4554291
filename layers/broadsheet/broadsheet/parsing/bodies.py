"""Bodies and titles of entries, from the fields in which feeds keep them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import urlsplit

MOST_ATTACHMENTS = 20  # of one entry
LONGEST_TITLE = 8_000  # characters, with its markup

# What a title or a text for reading may be marked up with; anything else in angle brackets is its own words.
_TAG = re.compile(
    r"</?(?:a|abbr|acronym|b|big|bdi|br|center|cite|code|del|dfn|div|em|font|h[1-6]|i|img|ins|kbd|li|mark|nobr|ol|p|pre|q"
    r"|s|samp|small|span|strike|strong|sub|sup|table|td|time|tr|tt|u|ul|var|wbr)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_CODE = re.compile(r"<(?P<name>script|style)\b.{0,2000}?</(?P=name)\s*>", re.IGNORECASE | re.DOTALL)
_PARAGRAPH_END = re.compile(r"\n[ \t\r]*\n\s*")
_IMAGE = re.compile(r"<(?:img|picture|amp-img)\b", re.IGNORECASE)
_EXTENSIONS = {
    "audio": (".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".aac", ".flac"),
    "video": (".mp4", ".m4v", ".mov", ".webm", ".ogv", ".m3u8"),
    "image": (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"),
}


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that a feed has beside an entry. `type` is a media type, or its first half, or empty."""

    url: str
    type: str = ""
    title: str = ""
    poster: str = ""

    @property
    def kind(self) -> str:
        """What it is: `audio`, `video`, `image`, or empty."""
        kind = self.type.partition("/")[0].strip().lower()
        if kind in _EXTENSIONS:
            return kind
        try:
            path = urlsplit(self.url).path.lower()
        except ValueError:
            return ""
        return next((kind for kind, endings in _EXTENSIONS.items() if path.endswith(endings)), "")


def fuller(*bodies: str) -> str:
    """Return the body with most text, the first of several that have as much; empty if there is none."""
    return max(bodies, key=lambda body: len(text_of(body)), default="")


def html_of_text(text: str) -> str:
    """Return plain text as HTML, with its paragraphs and lines; what is markup after all stays it."""
    if _TAG.search(text):
        return text
    return "".join(
        f"<p>{escape(part, quote=False)}</p>".replace("\n", "<br>")
        for part in _PARAGRAPH_END.split(text.strip())
        if part
    )


def html_of_html(html: str) -> str:
    """Return HTML as it is, but with paragraphs where it has blank lines and no tag at all."""
    if "<" in html or not _PARAGRAPH_END.search(html.strip()):
        return html
    return "".join(f"<p>{part}</p>" for part in _PARAGRAPH_END.split(html.strip()))


def title_of_html(html: str) -> str:
    """Return a title without its markup, unless it is nothing else; its character references stay."""
    return " ".join(_TAG.sub("", _CODE.sub("", html[:LONGEST_TITLE])).split()) or html[:LONGEST_TITLE]


def text_of(html: str) -> str:
    """Return the text of a little HTML, good enough to be measured or compared."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def with_attachments(html: str, attachments: Iterable[Attachment]) -> str:
    """Return the body with what the feed has beside it: players at its end, a picture where it has none.

    So they go the same way as those of a body's own.
    """
    attached = {attachment.url: attachment for attachment in attachments if attachment.url not in html}
    first = list(attached.values())[:MOST_ATTACHMENTS]
    players = "".join(_player(attachment) for attachment in first if attachment.kind in {"audio", "video"})
    picture = next((attachment for attachment in first if attachment.kind == "image"), None)
    if picture and not players and not _IMAGE.search(html):
        alt = escape(picture.title)
        return f'<figure><img src="{escape(picture.url)}" alt="{alt}"></figure>{html}'
    return html + players


def _player(of: Attachment) -> str:
    poster = f' poster="{escape(of.poster)}"' if of.poster and of.kind == "video" else ""
    title = f' title="{escape(of.title)}"' if of.title else ""
    return f'<{of.kind} src="{escape(of.url)}"{poster}{title}></{of.kind}>'

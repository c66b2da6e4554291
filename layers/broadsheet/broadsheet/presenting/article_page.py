"""An article as a bare HTML page: readable in any browser, without a script, loading only its pictures."""

import base64
import hashlib
from html import escape

from broadsheet.article import StoredArticle
from broadsheet.moments import to_rfc3339

MEDIA_TYPE = "text/html"
STYLE = (
    ":root{color-scheme:light dark}"
    "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.1rem/1.7 serif}"
    "img,video{max-width:100%;height:auto}footer,header p{font-size:.85rem}"
)
# What a browser may load for the page, whatever slipped through the cleaning.
SECURITY_POLICY = (
    "default-src 'none'; img-src https:; media-src https:; base-uri 'none'; form-action 'none'; "
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
)


def article_page(stored: StoredArticle) -> str:
    """Return an article as a page; search engines are led to the publisher's."""
    article, content = stored.article, stored.article.content
    canonical = f'<link rel="canonical" href="{escape(article.url)}">\n' if article.url else ""
    language = f' lang="{escape(content.language)}"' if content.language else ""
    footer = f"<footer><p>{escape(content.copyright)}</p></footer>\n" if content.copyright else ""
    return (
        f"<!doctype html>\n<html{language}>\n<head>\n"
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(content.title)}</title>\n{canonical}<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<article>\n<header>\n<h1>{escape(content.title)}</h1>\n<p>{_by_line(stored)}</p>\n</header>\n"
        f"{content.html}\n{footer}</article>\n</body>\n</html>\n"
    )


def _by_line(stored: StoredArticle) -> str:
    article, content = stored.article, stored.article.content
    source = escape(article.source)
    if article.url:
        source = f'<a href="{escape(article.url)}" rel="noreferrer">{source}</a>'
    parts = [escape(", ".join(content.authors)), source]
    if published := to_rfc3339(content.published_at):
        parts.append(f'<time datetime="{published}">{published[:10]}</time>')
    return " · ".join(part for part in parts if part)

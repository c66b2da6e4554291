"""An article as plain text, to be read or searched by anything."""

from broadsheet.article import StoredArticle
from broadsheet.moments import to_rfc3339

MEDIA_TYPE = "text/plain"


def article_text(stored: StoredArticle) -> str:
    """Return title, by-line and text, with an empty line between paragraphs."""
    article, content = stored.article, stored.article.content
    published = to_rfc3339(content.published_at)
    by_line = " · ".join(part for part in (", ".join(content.authors), article.source, published) if part)
    paragraphs = [content.title, by_line, article.url, *content.text.split("\n"), content.copyright]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"

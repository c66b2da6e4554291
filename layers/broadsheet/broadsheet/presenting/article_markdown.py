"""An article as CommonMark behind a YAML front matter, as site generators and note keepers read it."""

import json
import re

from broadsheet.article import StoredArticle
from broadsheet.moments import to_rfc3339

MEDIA_TYPE = "text/markdown"
# What JSON may hold as it is and YAML 1.2 may not, or reads as the end of a line.
UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def article_markdown(stored: StoredArticle) -> str:
    """Return an article as Markdown; its facts stand in front, each value as JSON, which is YAML too."""
    article, content = stored.article, stored.article.content
    facts = {
        "title": content.title,
        "authors": list(content.authors),
        "source": article.source,
        "url": article.url,
        "published_at": to_rfc3339(content.published_at),
        "language": content.language,
        "copyright": content.copyright,
        "id": article.id,
        "revision": stored.revision,
        "content_changed_at": to_rfc3339(stored.content_changed_at),
        "content_hash": article.content_hash,
    }
    front = "\n".join(f"{name}: {_scalar(value)}" for name, value in facts.items() if value)
    return f"---\n{front}\n---\n\n{content.markdown}"


def _scalar(value: object) -> str:
    return UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))

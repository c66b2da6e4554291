"""What makes two states of an article the same content."""

import hashlib
import json

from broadsheet.article import Content
from broadsheet.moments import to_rfc3339


def content_hash(content: Content) -> str:
    """Return the SHA-256, in hexadecimal, of all that a reader would call a change of the article."""
    seen = [
        content.title,
        content.authors,
        to_rfc3339(content.published_at),
        content.html,
        [(media.kind, media.url) for media in content.media],
    ]
    return hashlib.sha256(json.dumps(seen, ensure_ascii=True).encode()).hexdigest()

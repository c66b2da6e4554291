"""What makes two states of an article the same content."""

import hashlib
import json

from broadsheet.article import Content
from broadsheet.moments import to_rfc3339


def content_hash(content: Content) -> str:
    """Return the digest of all that a reader would call a change of the article.

    That is title, authors, date, HTML, and the kind and address of each of its media.

    Parameters
    ----------
    content
        What cleaning made of an entry.

    Returns
    -------
    str
        SHA-256, in 64 hexadecimal digits.

    Examples
    --------
    >>> from tests.builders import content
    >>> content_hash(content(standfirst="Another")) == content_hash(content())
    True
    >>> content_hash(content(title="Another")) == content_hash(content())
    False
    """
    seen = [
        content.title,
        content.authors,
        to_rfc3339(content.published_at),
        content.html,
        [(media.kind, media.url) for media in content.media],
    ]
    return hashlib.sha256(json.dumps(seen, ensure_ascii=True).encode()).hexdigest()

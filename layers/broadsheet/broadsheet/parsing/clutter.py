"""What lies in the raw bucket and was never meant as a document: passed over, not rejected."""

import re

# Files that operating systems and tools leave in every folder: Finder, macOS' resource forks and archives,
# Explorer, git, Hadoop.
_LEFT_BY_TOOLS = re.compile(
    r"(?:^|/)(?:\.DS_Store|\._[^/]*|\.localized|__MACOSX/.*|Thumbs\.db|desktop\.ini|\.gitkeep|\.keep|[^/]*_\$folder\$)$",
    re.IGNORECASE | re.DOTALL,
)


def is_clutter(key: str, size: int | None = None) -> bool:
    """Whether an object is a folder's marker or a file that a tool left, by its key and its size.

    Parameters
    ----------
    key
        The object's key, decoded.
    size
        Its bytes, None where they are not known.

    A folder's marker is what the console and `s3fs` make of a new folder: no bytes, and a slash at the end.

    >>> is_clutter("articles/harbour/", 0), is_clutter("articles/.DS_Store"), is_clutter("articles/1.md", 0)
    (True, True, False)
    """
    return (key.endswith("/") and not size) or bool(_LEFT_BY_TOOLS.search(key))

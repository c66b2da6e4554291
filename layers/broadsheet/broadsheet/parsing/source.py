"""Who published a raw document."""

from urllib.parse import urlsplit

ARTICLES_FOLDER = "articles"
UNKNOWN = "unknown"


def source_of(key: str, url: str | None) -> str:
    """Return the source of a raw document: its folder in the bucket, else the host of its address.

    Parameters
    ----------
    key
        The object's key, decoded: `articles/<source>/<name>`, `<source>/…/<name>`, or a name alone.
    url
        The article's absolute address, None when it has none; a leading `www.` is no part of a
        source's name.

    Returns
    -------
    str
        The folder's name or the host; `unknown` where there is neither.

    Examples
    --------
    >>> source_of("articles/法广/1.md", "https://www.rfi.fr/a"), source_of("1.md", "https://www.rfi.fr/a")
    ('法广', 'rfi.fr')
    """
    folders = [folder for folder in key.split("/")[:-1] if folder]
    if folders[:1] == [ARTICLES_FOLDER]:
        folders = folders[1:]
    if folders:
        return folders[0]
    return (urlsplit((url or "").replace("\\", "/")).hostname or "").strip(".").removeprefix(
        "www."
    ) or UNKNOWN

"""Who published a raw document."""

from urllib.parse import urlsplit

ARTICLES_FOLDER = "articles"
UNKNOWN = "unknown"


def source_of(key: str, url: str | None) -> str:
    """Return the source of a raw document: its folder in the bucket, else the host of its address.

    `key` is the object key, decoded: `articles/<source>/<name>` or `<source>/…/<name>`.
    `url` is the article's absolute address, None when it has none; a leading `www.` is no part of a
    source's name. Without a folder and an address the source is `unknown`.
    """
    folders = [folder for folder in key.split("/")[:-1] if folder]
    if folders[:1] == [ARTICLES_FOLDER]:
        folders = folders[1:]
    if folders:
        return folders[0]
    return (urlsplit(url or "").hostname or "").strip(".").removeprefix("www.") or UNKNOWN

"""Who published a raw document."""

from urllib.parse import urlsplit

ARTICLES_FOLDER = "articles"


def source_of(key: str, url: str) -> str:
    """Return the source of a raw document: its folder in the bucket, else the host of its address.

    `key` is the object key, decoded: `articles/<source>/<name>` or `<source>/…/<name>`.
    `url` is the article's absolute address; a leading `www.` is no part of a source's name.
    """
    folders = [folder for folder in key.split("/")[:-1] if folder]
    if folders[:1] == [ARTICLES_FOLDER]:
        folders = folders[1:]
    return folders[0] if folders else (urlsplit(url).hostname or "").strip(".").removeprefix("www.")

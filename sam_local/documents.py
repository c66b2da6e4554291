"""The raw documents that the events speak of."""

from pathlib import Path

INBOX = Path(__file__).parent.parent / "inbox"
LIGHTHOUSE = "https://news.example/2023/lighthouse"

LIGHTHOUSE_KEY = "articles/harbour/1048574.md"
ENCODED_KEY = "articles/港口 新闻/1048573_灯塔 | 50% off？🗼.md"
BAD_KEY = "articles/harbour/not-a-feed-file.md"
REVISED_KEY = "articles/harbour/1048575.md"
SHOWN_IN_THE_INBOX = (
    "lamp-room/feed.atom",
    "pier-notes/feed.json",
    "quiet-shelf/2024-04-20-on-margins.md",
    "quiet-shelf/ladder.html",
    "reading-list/starred.json",
    "slow-letters/0007_On keeping a notebook.md",
    "tide-tables/2024-05-06.xml",
)
"""Keys, and files of the inbox that the project ships: every shape."""


def _feed_file(milliseconds: int, title: str, url: str, text: str) -> bytes:
    return f"<!--{milliseconds}-->\n[{title}]({url})\n------\n\n<p>{text}</p>\n".encode()


NAMED_BY_EVENTS = {
    LIGHTHOUSE_KEY: _feed_file(
        1694477701000,
        "The lighthouse reopens",
        LIGHTHOUSE,
        "The old lighthouse opens its doors again on Saturday.",
    ),
    ENCODED_KEY: _feed_file(
        1694477702000, "灯塔重开", "https://news.example/2023/dengta", "老灯塔星期六重新开放，票价减半。"
    ),
    BAD_KEY: b"Dear reader,\n\nthis is a letter.\n",
    **{key: (INBOX / key).read_bytes() for key in SHOWN_IN_THE_INBOX},
}
"""By key. The event about articles/harbour/gone.md speaks of a document that is not there."""

REVISION = _feed_file(
    1694481301000,
    "The lighthouse reopens",
    LIGHTHOUSE,
    "The old lighthouse opens its doors again on Sunday.",
)
"""A later document of the lighthouse, which the API's events read the history of."""

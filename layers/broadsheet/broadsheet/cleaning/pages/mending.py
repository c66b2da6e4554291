"""Text that was decoded with the wrong table on its way here, and can be told to have been.

A page that declares a national encoding, but holds nothing except Western letters whose bytes are without one
error text in that encoding, was misread as a whole.
"""

import re

from broadsheet.cleaning.soup.rereading import reread_as_utf_8

_WESTERN = ("latin-1", "cp1252", "iso8859-15")
_DECLARED = re.compile(r"<meta[^>]{0,200}\bcharset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_NATIONAL = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "euc-kr": "cp949", "ks-c-5601-1987": "cp949", "shift-jis": "cp932", "euc-jp": "euc-jp",
}  # fmt: skip
# Of each, the characters that people write with: a wrong table gives rare ones.
_COMMON = {
    "gb18030": "gb2312", "big5hkscs": "big5", "cp949": "euc-kr", "cp932": "shift-jis", "euc-jp": "shift-jis",
}  # fmt: skip
_FOREIGN = re.compile("[\u00a0-\u00ff]")
_FEWEST = 20  # Western letters with marks, which a page in another script has none of


def mended(markup: str) -> str:
    """Return the markup as its author wrote it where it was beyond doubt misread, else as it is."""
    markup = reread_as_utf_8(markup)
    declared = _DECLARED.search(markup[:5_000])
    encoding = _NATIONAL.get(declared[1].lower().replace("_", "-")) if declared else None
    if encoding and len(_FOREIGN.findall(markup)) >= _FEWEST:
        readings = filter(None, (_read_by(table, markup, encoding) for table in _WESTERN))
        return max(readings, key=lambda text: len(text.encode(_COMMON[encoding], "ignore")), default=markup)
    return markup


def _read_by(table: str, markup: str, encoding: str) -> str:
    """Return the markup as it reads if it was decoded by this table; empty where it cannot have been."""
    try:
        return markup.encode(table).decode(encoding)
    except UnicodeError:
        return ""

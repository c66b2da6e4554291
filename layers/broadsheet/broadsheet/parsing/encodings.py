"""Which encoding bytes are in: what they declare, and what their letters say.

Text in a wrong encoding is made of rare letters. So each encoding that documents of some language still
come in is tried, and the share of the letters that are in every line of that language tells whether it is
the right one.
"""

import codecs
import re
from dataclasses import dataclass

SAMPLE = 65_536  # bytes that are looked at
DECLARED_WITHIN = 4_096  # bytes
SEVEN_BITS = frozenset({"iso2022_jp", "iso2022_jp_2", "iso2022_kr", "hz", "utf-7"})  # valid as ASCII, too

_DECLARATION = re.compile(
    rb"""(?:\bencoding|\bcharset)\s*=\s*["']?\s*([A-Za-z0-9_:.()-]{2,40})""", re.IGNORECASE
)
_EBCDIC_XML = "<?xm".encode("cp037")
# What is written, by the name of Python's codec or another's, and the larger encoding that it is really in.
_REALLY = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}
_ALIASES = {
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "x-mac-roman": "mac_roman",
    "x-big5": "big5",
}


@dataclass(frozen=True, kw_only=True)
class Script:
    """Encodings of one kind of text, its commonest letters, and their least share of all beyond ASCII.

    So many of the common letters must be there at all: bytes that are no text often are all the same.
    """

    encodings: tuple[str, ...]
    common: frozenset[str]
    least: float
    variety: int = 5


CHINESE = Script(
    encodings=("gb18030", "big5hkscs"),
    # About a third of any running text, simplified and traditional.
    common=frozenset(
        "的一是不了在人有我他這个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
        "這個們來為國說時會對於過發後裡學與現經頭種間問關點說沒將從動進開無當還機實樣長見"
        "家新日成行高用学现经头种间问关点说没将从动进开无当还机实样长见，。"
    ),
    least=0.15,
    variety=1,
)
SCRIPTS = (
    CHINESE,
    Script(
        encodings=("cp932", "euc_jp"),
        common=frozenset("のにはをたがでてとしれさいるなもあうかすくっこらりまよ、。"),
        least=0.3,
    ),
    Script(
        encodings=("cp949",),
        common=frozenset("이다는을의에가지로고하한를기은사도나서아자인어시리대정일해수"),
        least=0.3,
    ),
    Script(
        encodings=("cp1251", "koi8-r", "iso8859-5", "cp866"),
        common=frozenset("оеаинтсрвлкмдпуяыьі"),
        least=0.6,
    ),
)
WIDE = ("utf-16-le", "utf-16-be")


def declared_in(content: bytes) -> str | None:
    """Return the encoding that the beginning of a document declares, None if Python knows no such."""
    head = content[:DECLARED_WITHIN]
    if head.startswith(_EBCDIC_XML):
        head = head.decode("cp037").encode("ascii", "replace")
    match = _DECLARATION.search(head.replace(b"\0", b""))
    return known(match[1].decode("ascii")) if match else None


def known(name: str) -> str | None:
    """Return the encoding to read text with that says it is in this one, None if there is none."""
    name = name.lower()
    try:
        codec = codecs.lookup(_ALIASES.get(name, name))
        "".encode(codec.name)  # a codec of bytes, or of nothing, is none of text
    except (LookupError, ValueError):
        return None
    return _REALLY.get(codec.name, codec.name)


def likeliest(sample: bytes, scripts: tuple[Script, ...] = SCRIPTS) -> str | None:
    """Return the encoding in which a sample reads best, None if it reads well in none."""
    rated = [
        (_share(sample, encoding, script) / script.least, encoding)
        for script in scripts
        for encoding in script.encodings
    ]
    best, encoding = max(rated)
    return encoding if best >= 1 else None


def likeliest_wide(sample: bytes) -> str | None:
    """Return which of the encodings with two bytes a letter a sample is in, None if it reads well in none."""
    best = max(WIDE, key=lambda encoding: _share(sample, encoding, CHINESE))
    return best if _share(sample, best, CHINESE) >= CHINESE.least else None


def _share(sample: bytes, encoding: str, script: Script) -> float:
    """Return how many of a sample's letters beyond ASCII are common ones, from 0 to 1."""
    beyond_ascii = [letter for letter in sample.decode(encoding, "replace") if letter > "\x7f"]
    if not beyond_ascii:
        return 1.0
    common = [letter for letter in beyond_ascii if letter in script.common]
    return len(common) / len(beyond_ascii) if len(set(common)) >= script.variety else 0.0

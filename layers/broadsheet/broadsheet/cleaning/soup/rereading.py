"""Characters that only a wrong table gives: what was written is read from them again.

Where the bytes of UTF-8 or of Windows' quotation marks were read by a table of Latin letters, control
characters stand, which nobody writes.
"""

import re

_UTF_8 = re.compile(
    "[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3}"
)
_CONTROLS = re.compile("[\u0080-\u009f]")
_MOST_LEFT = 0.25
# The last bytes of UTF-8's quotation marks and dashes, as Windows' table reads them where it can.
_WINDOWS = {
    bytes([code]).decode("cp1252", "ignore") or chr(code): chr(0x2000 + code - 0x80)
    for code in range(0x80, 0xC0)
}
_PUNCTUATION = re.compile(f"â€([{''.join(map(re.escape, _WINDOWS))}])?")
_TYPOGRAPHIC = re.compile("[‘’“”–—…]")


def reread_as_utf_8(text: str) -> str:
    r"""Return the text with what UTF-8 stands in it read as such, where control characters tell of it.

    They do if next to none is left then: Windows' quotation marks stand behind letters by chance.

    Examples
    --------
    >>> reread_as_utf_8("The keeper\u00e2\u0080\u0099s lamp"), reread_as_utf_8("\u0084Spaß\u0093")
    ('The keeper’s lamp', '\x84Spaß\x93')
    """
    controls = len(_CONTROLS.findall(text))
    if not controls:
        return text
    read = _UTF_8.sub(_by_utf_8, text)
    return read if _MOST_LEFT * controls >= len(_CONTROLS.findall(read)) else text


def reread_punctuation(text: str) -> str:
    """Return the text with the quotation marks and dashes that were read as Windows' letters.

    Not where others stand in it: then it tells of such faults, and has none.

    Examples
    --------
    >>> reread_punctuation("â€œThe keeperâ€™s lampâ€\u009d"), reread_punctuation("“â€™” is no letter")
    ('“The keeper’s lamp”', '“â€™” is no letter')
    """
    if "â€" not in text or _TYPOGRAPHIC.search(_PUNCTUATION.sub("", text)):
        return text
    return _PUNCTUATION.sub(lambda found: _WINDOWS.get(found[1], "”"), text)


def reread_as_windows(text: str) -> str:
    r"""Return the text with what Windows' table has for control characters, as HTML reads references to them.

    See https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state.

    Examples
    --------
    >>> reread_as_windows("The keeper\u0092s lamp")
    'The keeper’s lamp'
    """
    return _CONTROLS.sub(_by_windows, text)


def _by_utf_8(sequence: re.Match[str]) -> str:
    return sequence[0].encode("latin-1").decode("utf-8", "ignore") or sequence[0]


def _by_windows(control: re.Match[str]) -> str:
    return control[0].encode("latin-1").decode("cp1252", "ignore") or control[0]

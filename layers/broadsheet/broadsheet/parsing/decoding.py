"""From bytes to text, for files that are not UTF-8 as they should be.

UTF-8 is tried first and is nearly always it, if only damaged. Otherwise a byte order mark decides, or
else the encoding in which most of the Chinese characters are among those that all Chinese is full of: a
wrong encoding gives rare ones. Text with hardly a character beyond ASCII may be Windows-1252.
"""

import codecs

from broadsheet.errors import BinaryFileError, EmptyFileError, NotTextError

# What the first bytes of files are that people zip, print or photograph by mistake.
BINARY_SIGNATURES = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "ZIP or Word",
    b"%PDF-": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"7z\xbc\xaf": "7-Zip",
    b"-----BEGIN PGP": "PGP-encrypted",
    b"Salted__": "OpenSSL-encrypted",
    b"age-encryption.org/": "age-encrypted",
}
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CHINESE_ENCODINGS = ("gb18030", "big5hkscs")
UNMARKED_WIDE_ENCODINGS = ("utf-16-le", "utf-16-be")
# The commonest characters of Chinese, simplified and traditional: about a third of any running text.
COMMON_CHINESE = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "這個們來為國說時會對於過發後裡學與現經頭種間問關點說沒將從動進開無當還機實樣長見"
    "家新日成行高用学现经头种间问关点没将从动进开无当还机实样长见，。"
)
LEAST_SHARE_OF_COMMON = 0.15
LARGEST_SHARE_OF_NUL = 0.05  # beyond which text is in an encoding of two bytes a character
LARGEST_SHARE_BEYOND_ASCII = 0.1  # of Windows-1252, beyond which it is likelier to be anything else
REPLACEMENT = "\ufffd"
LEAST_WHOLE_FOR_A_BROKEN = 20  # characters beyond ASCII, of text in damaged UTF-8
SAMPLE = 65_536  # bytes that are looked at to tell the encoding


def decode(content: bytes, key: str) -> str:
    """Return the text of a raw document: no byte order mark, and a line feed at each line's end.

    Raises
    ------
    EmptyFileError
        There are no bytes.
    BinaryFileError
        The bytes are no text: an archive, a picture, something encrypted.
    NotTextError
        The text is in no encoding that can be told with confidence.
    """
    if not content.strip():
        raise EmptyFileError("the file is empty; drop it again when it is written", key=key)
    encoding, errors = _encoding(content, key)
    try:
        text = content.decode(encoding, errors)
    except UnicodeDecodeError as error:
        raise NotTextError(
            f"looks like {encoding}, but is not at byte {error.start}; save the file as UTF-8", key=key
        ) from error
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _encoding(content: bytes, key: str) -> tuple[str, str]:
    """Return the encoding, and how to take what is none of it."""
    for signature, name in BINARY_SIGNATURES.items():
        if content.startswith(signature):
            raise BinaryFileError(f"the file is {name}, not text; unpack it and drop the text", key=key)
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding, "strict"
    sample = content[:SAMPLE]
    if sample.count(0) > LARGEST_SHARE_OF_NUL * len(sample):
        return _likeliest(sample, UNMARKED_WIDE_ENCODINGS, key), "strict"
    if _is_utf_8(content):
        return "utf-8", "replace"
    return _likeliest(sample, CHINESE_ENCODINGS, key), "strict"


def _is_utf_8(content: bytes) -> bool:
    """Whether the bytes are UTF-8, be it cut off within a character or with a few of them damaged.

    Text in another encoding does not happen to have many characters of several bytes in UTF-8, and
    hardly a byte that is not.
    """
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        is_cut_off = error.end == len(content) and error.reason == "unexpected end of data"
        text = content.decode("utf-8", "replace")
        broken = text.count(REPLACEMENT)
        whole = sum(character > "\x7f" for character in text) - broken
        return whole >= (1 if is_cut_off else LEAST_WHOLE_FOR_A_BROKEN * broken)
    return True


def _likeliest(sample: bytes, encodings: tuple[str, ...], key: str) -> str:
    """Return the encoding in which a sample reads best, if it reads well enough."""
    best = max(encodings, key=lambda encoding: _share_of_common(sample, encoding))
    if _share_of_common(sample, best) >= LEAST_SHARE_OF_COMMON:
        return best
    beyond_ascii = sum(byte > 0x7F for byte in sample)
    if b"\0" not in sample and beyond_ascii <= LARGEST_SHARE_BEYOND_ASCII * len(sample):
        return "cp1252"
    raise NotTextError("not UTF-8, and no other encoding makes sense of it; save the file as UTF-8", key=key)


def _share_of_common(sample: bytes, encoding: str) -> float:
    """Return how many of a sample's characters beyond ASCII are common Chinese, from 0 to 1."""
    beyond_ascii = [character for character in sample.decode(encoding, "replace") if character > "\x7f"]
    if not beyond_ascii:
        return 1.0
    return sum(character in COMMON_CHINESE for character in beyond_ascii) / len(beyond_ascii)

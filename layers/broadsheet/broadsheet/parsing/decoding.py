"""From bytes to text, for files that are not UTF-8 as they should be.

A byte order mark decides. Else UTF-8 is tried first and is nearly always it, if only damaged, whatever the
document declares; then what it declares, then what its letters say. What then is left is Windows-1252, with
pieces of UTF-8 in it or without, if it has hardly a character beyond ASCII, or says that it is.
"""

import codecs

from broadsheet.errors import BinaryFileError, EmptyFileError, NotTextError
from broadsheet.parsing.encodings import SAMPLE, SEVEN_BITS, declared_in, likeliest, likeliest_wide

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
# What a document of four bytes a letter begins with: the letters that documents of any shape begin with.
WIDEST = {
    **{bytes((0, 0, 0, letter)): "utf-32-be" for letter in b"<{[-"},
    **{bytes((letter, 0, 0, 0)): "utf-32-le" for letter in b"<{[-"},
}
WESTERN = "cp1252"
LARGEST_SHARE_OF_NUL = 0.05  # beyond which text is in an encoding of two bytes a character
LARGEST_SHARE_BEYOND_ASCII = 0.1  # of Windows-1252 that does not say so, beyond which it is likelier another
LARGEST_SHARE_BROKEN = 0.01  # of characters, in text of which a declared encoding is believed
REPLACEMENT = "\ufffd"
LEAST_WHOLE_FOR_A_BROKEN = 20  # characters beyond ASCII, of text in damaged UTF-8
WESTERN_PIECES = "broadsheet.western-pieces"


def _western(error: UnicodeError) -> tuple[str, int]:
    """Read what is no UTF-8 as Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode(WESTERN, "replace"), error.end


codecs.register_error(WESTERN_PIECES, _western)


def decode(content: bytes, key: str) -> str:
    r"""Return the text of a raw document: no byte order mark, and a line feed at each line's end.

    Parameters
    ----------
    content
        The bytes of one file, not packed.
    key
        The document's key, for messages only.

    Returns
    -------
    str
        Its text: no byte order mark, a line feed at each line's end, none of what no text holds.

    Raises
    ------
    EmptyFileError
        There are no bytes.
    BinaryFileError
        The bytes are no text: an archive, a picture, something encrypted.
    NotTextError
        The text is in no encoding that can be told with confidence.

    Examples
    --------
    >>> decode("The lamp\r\nis lit.".encode("utf-16"), "articles/harbour/1.md")
    'The lamp\nis lit.'
    """
    if not content.strip():
        raise EmptyFileError("the file is empty; drop it again when it is written", key=key)
    encoding, errors = _encoding(content, key)
    try:
        text = content.decode(encoding, errors)
    except (UnicodeDecodeError, ValueError) as error:  # the latter of UTF-7
        raise NotTextError(
            f"looks like {encoding}, but is not ({error}); save the file as UTF-8", key=key
        ) from error
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _encoding(content: bytes, key: str) -> tuple[str, str]:
    """Return the encoding, and how to take what is none of it."""
    for signature, name in BINARY_SIGNATURES.items():
        if content.startswith(signature):
            raise BinaryFileError(f"the file is {name}, not text; unpack it and drop the text", key=key)
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding, "replace" if _is_in(content, encoding) else "strict"
    sample = content[:SAMPLE]
    if sample.count(0) > LARGEST_SHARE_OF_NUL * len(sample):
        return _told(WIDEST.get(sample[:4]) or likeliest_wide(sample), key), "strict"
    declared = declared_in(content)
    if declared in SEVEN_BITS and content.isascii():
        return declared, "replace"
    if _is_utf_8(content):
        return "utf-8", "replace"
    if declared and declared != WESTERN and _is_in(content, declared):
        return declared, "replace"
    return _by_letters(sample, key, is_western=declared == WESTERN)


def _by_letters(sample: bytes, key: str, *, is_western: bool) -> tuple[str, str]:
    if encoding := likeliest(sample):
        return encoding, "strict"
    beyond_ascii = sum(byte > 0x7F for byte in sample)
    is_western |= beyond_ascii <= LARGEST_SHARE_BEYOND_ASCII * len(sample)
    return _told("utf-8" if is_western and b"\0" not in sample else None, key), WESTERN_PIECES


def _told(encoding: str | None, key: str) -> str:
    if encoding is None:
        raise NotTextError(
            "not UTF-8, and no other encoding makes sense of it; save the file as UTF-8", key=key
        )
    return encoding


def _is_in(content: bytes, encoding: str) -> bool:
    """Whether bytes are text in an encoding, or all but a few of them."""
    text = content.decode(encoding, "replace")
    return text.count(REPLACEMENT) <= LARGEST_SHARE_BROKEN * len(text)


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

"""Encodings: UTF-8 as it should be, the others that turn up, and what is no text at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.errors import BinaryFileError, EmptyFileError, InvalidDocumentError, NotTextError
from broadsheet.parsing.decoding import decode

SIMPLIFIED = (
    "<p>这座灯塔在海边站了一百年，今年春天它又对所有的人开放了。我们去看过，风很大，海是灰的。</p>" * 3
)
TRADITIONAL = (
    "<p>這座燈塔在海邊站了一百年，今年春天它又對所有的人開放了。我們去看過，風很大，海是灰的。</p>" * 3
)
FRENCH = "<p>Le phare rouvre ses portes au public à l’été, après neuf années de rénovation.</p>" * 3
ENGLISH = "<p>The lighthouse opens its doors again.</p>" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk"])
def test_simplified_chinese_is_read_in_every_encoding_it_comes_in(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding), "k") == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "big5hkscs", "gb18030", "utf-16-le", "utf-16-be"])
def test_traditional_chinese_is_read_in_every_encoding_it_comes_in(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding), "k") == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_french_is_read_in_every_encoding_it_comes_in(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding), "k") == FRENCH


@pytest.mark.parametrize("encoding", ["ascii", "utf-16-le", "utf-16-be"])
def test_english_is_read_even_with_two_bytes_a_letter(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding), "k") == ENGLISH


def test_line_ends_are_made_one() -> None:
    assert decode(b"a\r\nb\rc\n", "k") == "a\nb\nc\n"


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(EmptyFileError, match="empty"):
        decode(content, "k")


@pytest.mark.parametrize("content", [b"\x1f\x8b\x08\x00", b"PK\x03\x04abc", b"%PDF-1.7", b"\x89PNG\r\n"])
def test_a_file_that_is_no_text_is_refused_by_what_it_is(content: bytes) -> None:
    with pytest.raises(BinaryFileError, match="unpack"):
        decode(content, "k")


@pytest.mark.parametrize(
    "content", [bytes(range(128, 256)) * 9, "灯".encode() + b"\xff" * 9, b"\xff\xfea", b"\0\xd8" * 20]
)
def test_bytes_of_no_sensible_encoding_are_refused(content: bytes) -> None:
    with pytest.raises(NotTextError, match="UTF-8"):
        decode(content, "k")


@pytest.mark.parametrize("text", [SIMPLIFIED, "It’s a lamp, isn’t it? So the keeper’s log says."])
def test_utf_8_that_was_cut_off_keeps_all_but_its_last_character(text: str) -> None:
    assert decode((text + "灯").encode()[:-1], "k") == text + "\ufffd"


def test_utf_8_with_a_damaged_byte_is_still_utf_8() -> None:
    assert (
        decode(SIMPLIFIED.encode() + b"\xff" + SIMPLIFIED.encode(), "k") == f"{SIMPLIFIED}\ufffd{SIMPLIFIED}"
    )


def test_western_text_that_ends_with_an_accent_is_not_taken_for_utf_8() -> None:
    assert decode("Le phare, le café".encode("cp1252"), "k") == "Le phare, le café"


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_utf_8_text_reads_back_unless_it_begins_like_another_kind_of_file(text: str) -> None:
    try:
        assert decode(text.encode(), "k") == text.removeprefix("\ufeff")
    except InvalidDocumentError:
        assert not text.strip() or text.startswith(("PK", "%PDF", "BZh", "GIF8", "Salted__"))


@given(content=st.binary())
def test_any_bytes_are_text_or_refused_by_name(content: bytes) -> None:
    try:
        assert isinstance(decode(content, "k"), str)
    except InvalidDocumentError:
        return

"""Characters that nobody sees are not in an article, however they were written."""

from dataclasses import replace

import pytest

from broadsheet.cleaning import clean
from tests.unit.cleaning.entries import entry


@pytest.mark.parametrize("unseen", ["&shy;", "&#xFFFE;", "&ZeroWidthSpace;", "\u200b", "\x1b", "\x9d"])
def test_unseen_characters_are_in_no_text_and_in_no_attribute(unseen: str) -> None:
    content = clean(entry(f'<p>light{unseen}house</p><img src="/1.jpg" alt="a{unseen}b"><!-- {unseen} -->'))
    assert content.text == "lighthouse"
    assert content.images[0].alt == "ab"
    assert clean(entry(content.html)).html == content.html


def test_quotation_marks_that_windows_wrote_are_quotation_marks_in_texts_attributes_and_titles() -> None:
    written = "\x93The keeper\x92s lamp\x94 \x96 and\x85"
    content = clean(
        replace(
            entry(f'<p>{written}</p><img src="/1.jpg" alt="{written}">'), raw_title="The keeper\x92s lamp"
        )
    )
    assert content.text == "“The keeper’s lamp” – and…"
    assert content.images[0].alt == content.text
    assert content.title == "The keeper’s lamp"


def test_utf_8_that_was_read_as_latin_letters_is_read_again_in_texts_and_titles() -> None:
    misread = "“Am Spaß” – 灯塔 ō".encode().decode("latin-1")
    content = clean(replace(entry(f"<p>{misread}</p>"), raw_title=misread))
    assert content.text == content.title == "“Am Spaß” – 灯塔 ō"


def test_quotation_marks_that_were_read_as_letters_are_read_again() -> None:
    misread = "“The keeper’s lamp” – and…".encode().decode("cp1252", "ignore")
    content = clean(replace(entry(f"<p>{misread}</p>"), raw_title=misread))
    assert content.text == content.title == "“The keeper’s lamp” – and…"


def test_what_tells_of_misread_quotation_marks_stays_as_it_is() -> None:
    assert clean(entry("<p>“â€™” stands for ’.</p>")).text == "“â€™” stands for ’."


def test_letters_before_quotation_marks_of_windows_are_no_utf_8() -> None:
    assert clean(entry("<p>\x84Nur Spaß\x93 und \x84VÖ\x93</p>")).text == "„Nur Spaß“ und „VÖ“"


def test_a_title_has_no_control_characters() -> None:
    assert (
        clean(replace(entry("<p>text</p>"), raw_title="\x1b[31mLight&#xAD;house\0")).title == "[31mLighthouse"
    )

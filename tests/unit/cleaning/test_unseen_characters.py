"""Characters that nobody sees are not in an article, however they were written."""

from dataclasses import replace

import pytest

from broadsheet.cleaning import clean
from tests.unit.cleaning.entries import entry


@pytest.mark.parametrize("unseen", ["&shy;", "&#xFFFE;", "&ZeroWidthSpace;", "\u200b", "\x1b", "\x9b"])
def test_unseen_characters_are_in_no_text_and_in_no_attribute(unseen: str) -> None:
    content = clean(entry(f'<p>light{unseen}house</p><img src="/1.jpg" alt="a{unseen}b"><!-- {unseen} -->'))
    assert content.text == "lighthouse"
    assert content.images[0].alt == "ab"
    assert clean(entry(content.html)).html == content.html


def test_a_title_has_no_control_characters() -> None:
    assert (
        clean(replace(entry("<p>text</p>"), raw_title="\x1b[31mLight&#xAD;house\0")).title == "[31mLighthouse"
    )

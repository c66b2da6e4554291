"""What changed between two revisions, word by word."""

import random
from dataclasses import replace

import pytest

from broadsheet.article import StoredArticle
from broadsheet.retrieval.line_diff import TooLongToCompareError
from broadsheet.retrieval.word_diff import Kind, word_diff
from tests.builders import article, stored


def revision(text: str, title: str = "The lamp") -> StoredArticle:
    made = article(text)
    return stored(replace(made, content=replace(made.content, text=text, title=title)))


def marked(old: str, new: str) -> list[str]:
    """Return the paragraphs behind the title, with what is gone in [] and what is added in {}."""
    around = {Kind.KEPT: "{}", Kind.GONE: "[{}]", Kind.ADDED: "{{{}}}"}
    return [
        "".join(around[piece.kind].format(piece.text) for piece in paragraph.pieces)
        for paragraph in word_diff(revision(old), revision(new))[1:]
    ]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("The lamp is lit.", "The lamp was lit.", ["The lamp [is]{was} lit."]),
        ("船长说二十海里。", "船长说三十海里。", ["船长说[二]{三}十海里。"]),
        ("東京の天気は晴れ", "東京の天気は雨", ["東京の天気は[晴れ]{雨}"]),
        ("One.\nTwo.", "One.\nTwo.\nThree.", ["One.", "Two.", "{Three.}"]),
        ("One is here.\nTwo is gone.", "Two is gone.", ["[One is here.]", "Two is gone."]),
        ("The lamp is kept in it", "The lamp is given to it", ["The lamp is [kept in]{given to} it"]),
        ("All of it went.", "Nothing like that", ["[All of it went.]", "{Nothing like that}"]),
        ("Same.", "Same.", ["Same."]),
        ("", "New.", ["{New.}"]),
    ],
)
def test_what_changed_is_marked_where_it_stands(old: str, new: str, shown: list[str]) -> None:
    assert marked(old, new) == shown


def test_the_title_is_compared_first() -> None:
    (title, *_) = word_diff(revision("x", "A lamp"), revision("x", "A new lamp"))
    assert [(piece.kind, piece.text) for piece in title.pieces] == [
        (Kind.KEPT, "A "),
        (Kind.ADDED, "new "),
        (Kind.KEPT, "lamp"),
    ]


def test_without_what_was_added_it_is_the_text_before_and_without_what_is_gone_the_text_after() -> None:
    luck = random.Random(7)
    words = ["lamp", "is", "lit", "灯", "塔", "亮", ",", "。", "\n", " ", "的"]
    for _ in range(200):
        old, new = ("".join(luck.choices(words, k=luck.randrange(40))) for _ in range(2))
        pairs = ((old, Kind.ADDED), (new, Kind.GONE))
        diff = word_diff(revision(old), revision(new))[1:]
        for text, other in pairs:
            lines = [
                "".join(piece.text for piece in paragraph.pieces if piece.kind is not other)
                for paragraph in diff
            ]
            assert [line for line in lines if line] == [line for line in text.split("\n") if line]


def test_paragraphs_without_end_are_shown_whole_and_revisions_without_end_refused() -> None:
    (long,) = marked("的 是 " * 2000, "是 的 " * 2000)
    assert long.startswith("[")
    assert long.endswith("}")
    many = "\n".join(map(str, range(3000)))
    with pytest.raises(TooLongToCompareError):
        word_diff(revision(many), revision(many.replace("\n", "!\n")))

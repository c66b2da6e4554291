"""Lines that begin or are linked like boilerplate: what they are shows where they stand, and how they go on."""

import pytest

from broadsheet.cleaning import clean
from tests.unit.cleaning.entries import PROSE, cleaned, entry

OWN = "https://news.example"


def kept(html: str) -> str:
    return cleaned(f"<p>{PROSE}</p>{html}").text.removeprefix(PROSE).strip("\n")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ((f"<table><tr><th>Schiff</th><th>Share</th></tr><tr><td><a href='{OWN}/s'>Die alte Möwe</a></td>"
         "<td>---</td></tr></table>"), "Schiff\nShare\nDie alte Möwe\n---"),
        (f"<h2>Mills</h2><p><a href='{OWN}/1'>The mill at the weir</a></p><p>It grinds again.</p>",
         "Mills\nThe mill at the weir\nIt grinds again."),
        ((f"<p><a href='{OWN}/1'>The mill at the weir</a></p><p>It grinds.</p>"
         f"<p><a href='{OWN}/2'>The ferry to the isle</a></p><p>It sails.</p>"),
         "The mill at the weir\nIt grinds.\nThe ferry to the isle\nIt sails."),
        (f"<ul><li><a href='{OWN}/1'>Hafen 3:1 Werft</a></li><li><a href='{OWN}/2'>Deich 0:0 Watt</a></li></ul>",
         "Hafen 3:1 Werft\nDeich 0:0 Watt"),
        ((f"<ul><li><a href='{OWN}/1'>Partie 1 : le phare</a></li><li><a href='{OWN}/2'>Partie 2 : la mer</a></li>"
         "</ul>"), "Partie 1 : le phare\nPartie 2 : la mer"),
        (f"<p>The story was told in<br><a href='{OWN}/1'>The Harbour Almanac</a><br>, which nobody reads.</p>",
         "The story was told in\nThe Harbour Almanac\n, which nobody reads."),
        (f"<p>Who wants to know more reads<br><a href='{OWN}/1'>our list of lamps</a></p>",
         "Who wants to know more reads\nour list of lamps"),
        ("<ul><li><a href='#oil'>Of oil and wicks</a></li></ul>", "Of oil and wicks"),
        (f"<ul><li>3 Eier</li><li><a href='{OWN}/b'>Butter vom Hof</a></li></ul>", "3 Eier\nButter vom Hof"),
        ("<h2>Related</h2><p>They were cousins.</p>", "Related\nThey were cousins."),
        ("<h3>Anzeige</h3><p>Er ging zur Polizei.</p>", "Anzeige\nEr ging zur Polizei."),
        ("<h3>Further reading</h3><ul><li><a href='https://uni.example/b'>On lamps</a></li></ul>",
         "Further reading\nOn lamps"),
        ("<ol><li>Sign up for a free account on the site</li><li>Go home</li></ol>",
         "Sign up for a free account on the site\nGo home"),
        ("<p>Tags: the tin plates that divers wear</p>", "Tags: the tin plates that divers wear"),
        ("<p>Copyright 1999 was no good year</p>", "Copyright 1999 was no good year"),
        ("<p>版权所有者是谁，没有人知道</p>", "版权所有者是谁，没有人知道"),
        ("<p>Listen to this story about a keeper</p>", "Listen to this story about a keeper"),
        ("<dl><dt>Share</dt><dd>A part of a firm</dd></dl>", "Share\nA part of a firm"),
        ("<p>Share<br>the oil<br>Print<br>the word</p>", "Share\nthe oil\nPrint\nthe word"),
    ],
)  # fmt: skip
def test_what_the_article_says_stays(html: str, text: str) -> None:
    assert kept(html) == text


@pytest.mark.parametrize(
    "html",
    [
        f"<p><a href='{OWN}/1'>The mill at the weir</a></p>",
        f"<ul><li><a href='{OWN}/1'>The mill at the weir</a></li><li><a href='{OWN}/2'>The ferry to it</a></li></ul>",
        f"<h3>Further reading</h3><ul><li><a href='{OWN}/1'>The mill at the weir</a></li></ul>",
        "<p>Share this: Facebook Twitter WhatsApp</p>",
        "<p>Teilen: Facebook, X und Telegram</p>",
        "<h4>Share this:</h4>",
        "<h3>Advertisement</h3>",
        "<p>Tags: harbour, lamp, oil</p>",
        "<p>标签：港口，灯塔，渔民</p>",
        "<p>© 2024 The Harbour Post</p>",
        "<p>Copyright 2024 The Harbour Post</p>",
        "<p>版权所有 港口报</p>",
        "<p>点击关注我们</p>",
        "<p>Listen to this story: 5 min</p>",
        "<p>Read the full story here</p>",
        "<ul><li>Share</li><li>Tweet</li><li>Print</li></ul>",
        "<p>Share<br>Tweet<br>Print<br>E-mail</p>",
    ],
)
def test_what_the_page_says_goes(html: str) -> None:
    assert kept(html) == ""


def test_a_line_drawn_between_paragraphs_is_a_rule() -> None:
    assert cleaned(f"<p>{PROSE}</p><p>* * *</p><p>Sie kam.</p>").html == f"<p>{PROSE}</p><hr><p>Sie kam.</p>"
    assert cleaned(f"<p>{PROSE}</p><p>* * *</p>").html == f"<p>{PROSE}</p>"


def test_all_dates_of_a_diary_stay() -> None:
    diary = "<p>2024-05-03</p><p>Die Lampe brennt.</p><p>2024-05-04</p><p>Der Wind dreht.</p>"
    assert cleaned(diary).text == "2024-05-03\nDie Lampe brennt.\n2024-05-04\nDer Wind dreht."


def test_a_date_over_the_article_goes() -> None:
    assert cleaned(f"<p>2024-05-03</p><p>{PROSE}</p><p>Er ging.</p>").text == f"{PROSE}\nEr ging."


@pytest.mark.parametrize("title", ["", "？！"])
@pytest.mark.parametrize("above", ["", "<p>14 March 2021</p>"])
def test_a_line_of_signs_repeats_no_headline(title: str, above: str) -> None:
    content = clean(entry(f"{above}<p>？！</p><p>{PROSE}</p>", title=title))
    assert content.text.splitlines() == ["？！", PROSE]

"""Prompts and labels in other languages, each a line of its own; and prose that only resembles them."""

import pytest

from broadsheet.cleaning import clean
from tests.unit.cleaning.entries import entry

PROSE = "<p>The harbour was quiet that morning, and the boats lay still.</p><p>Nobody had seen the tide.</p>"


@pytest.mark.parametrize(
    "line",
    [
        "after newsletter promotion",
        "Melden Sie sich hier für unseren Newsletter an",
        "Inscrivez-vous à notre newsletter",
        "メルマガ登録はこちら",
        "Teilen",
        "Partager :",
        "シェアする",
        "広告",
        "この記事をシェアする",
        "【関連記事】市場の移転が決定",
        "À lire aussi Les halles fermées",
        "Lesen Sie auch Der Bahnhof wird verkauft",
        "La suite est réservée aux abonnés.",
        "Sign up to First Edition",
        "Free daily newsletter",
        "Follow AP’s coverage of courts at https://n.example/courts",
        "Do you have an opinion on this? Email us a letter of up to 300 words.",
    ],
)
def test_a_prompt_in_another_language_is_no_part_of_the_article(line: str) -> None:
    assert line not in clean(entry(f"{PROSE}<p>{line}</p>")).text


@pytest.mark.parametrize(
    "line",
    [
        "Teilen will er sein Brot mit niemandem.",
        "Partager le pain, voilà ce que la mer lui a appris.",
        "広告は新聞の一面から消えた。",
        "À lire aussi vite, il perdait le fil.",
        "Sign up to fight, the sergeant told them.",
        "Follow the coverage at home, she said.",
        "The newsletter that he wrote after the promotion was his last.",
    ],
)
def test_prose_that_begins_like_one_stays(line: str) -> None:
    assert line in clean(entry(f"{PROSE}<p>{line}</p>")).text


def test_a_headline_below_a_share_label_is_recognised_as_repeated() -> None:
    found = clean(entry(f"<p>分享</p><p>{entry('').raw_title}</p>{PROSE}"))
    assert found.text.startswith("The harbour was quiet")


def test_a_mark_outside_its_link_does_not_make_a_related_headline_prose() -> None:
    listing = '<ul><li><a href="https://news.example/2">A headline about another matter</a>”</li></ul>'
    assert "another matter" not in clean(entry(f"{PROSE}{listing}{PROSE}")).text

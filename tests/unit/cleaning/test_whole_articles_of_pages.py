"""Articles of pages stay whole: whatever their lists, heads and repetitions look like."""

from tests.unit.cleaning.test_pages import MENU, PARAGRAPHS, text_of_page

HEADLINE = "<h1>The lighthouse reopens</h1>"
TEXT = "\n".join(PARAGRAPHS)
PROSE = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


def page(story: str) -> str:
    """Return the text of a page with this story."""
    return text_of_page(f"<nav>{MENU}</nav><main>{HEADLINE}<div class=entry-content>{story}</div></main>")


def test_a_sentence_that_begins_with_a_link_in_bold_is_prose() -> None:
    first = "<p><strong><a href=/keeper>The keeper</a></strong>'s most cherished wish was a new lamp.</p>"
    assert page(first + PROSE) == f"The keeper's most cherished wish was a new lamp.\n{TEXT}"


def test_an_article_of_many_links_is_more_than_its_longest_paragraph() -> None:
    links = "".join(
        f"<p><a href=https://elsewhere.example/{n}>What another newspaper wrote of the lamp, part {n}</a></p>"
        for n in range(30)
    )
    text = page(f"<p>{PARAGRAPHS[2]}</p>{links}<p>{' '.join(PARAGRAPHS)}</p>")
    assert text.startswith(f"{PARAGRAPHS[2]}\n")
    assert text.endswith(" ".join(PARAGRAPHS))


def test_an_article_goes_on_behind_a_head_that_ends_others() -> None:
    related = "<div><h3>Related articles</h3><ul><li><a href=/ferry>The ferry is late</a></li></ul></div>"
    goes_on = "<p>Below the lamp, the old stairs were mended, and painted white as they had been before.</p>"
    text = page(PROSE + PROSE.replace("the", "this") + related + goes_on + goes_on.replace("lamp", "roof"))
    assert "the old stairs were mended" in text
    assert text.splitlines()[-1].startswith("Below the roof")
    assert "ferry" not in text


def test_what_follows_an_end_in_another_place_still_goes() -> None:
    other = "<div><p>The ferry to the island was late again on Monday, and nobody was surprised.</p></div>"
    assert page(f"{PROSE}<div><h3>Related articles</h3>{other}</div>") == TEXT


def test_points_that_each_name_their_source_are_no_teasers() -> None:
    points = "".join(
        f"<div class=point><h2>{n}. The lamp was lit for the {n}th time, and people came to see it.</h2>"
        f"<p><a href=https://pictures.example/{n}>pictures.example</a></p></div>"
        for n in (5, 6, 7, 8)
    )
    assert page(PROSE + points).count("people came to see it") == 4


def test_teasers_with_linked_heads_still_go() -> None:
    teasers = "".join(
        f"<div class=point><h2><a href=/{n}>The ferry was late for the {n}th time</a></h2><p>Again.</p></div>"
        for n in (5, 6, 7, 8)
    )
    assert page(PROSE + teasers) == TEXT


def test_what_holds_the_article_is_no_discussion_whatever_its_name() -> None:
    notice = f"<div>{'You signed in with another tab or window; reload this page to see it. ' * 3}</div>"
    story = (
        f"<div class=entry-content>{''.join(PROSE.replace('the', the) for the in ('the', 'this', 'that'))}"
    )
    text = text_of_page(f"{notice}{HEADLINE}<div class='new-discussion-timeline'>{story}</div></div>")
    assert TEXT in text


def test_a_greeting_with_a_sign_behind_it_stays() -> None:
    assert page(f"<p>Hi everyone! 👋</p>{PROSE}").startswith("Hi everyone! 👋")


def test_an_introduction_in_large_letters_stays() -> None:
    first = "Older lamps are often thought to be less bright than they are, and few know why."
    assert page(f"<div class=font-size-big><p>{first}</p></div>{PROSE}").startswith(first)


def test_paragraphs_that_an_author_repeats_stay() -> None:
    assert page(f"{PROSE}<h2>Again</h2>{PROSE}") == f"{TEXT}\nAgain\n{TEXT}"


def test_a_slide_that_is_there_twice_is_shown_once() -> None:
    slide = f"<div class=slide><p>{PARAGRAPHS[0]}</p></div>"
    rest = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[1:])
    assert page(f"{slide}{slide}<div>{rest}</div>") == TEXT

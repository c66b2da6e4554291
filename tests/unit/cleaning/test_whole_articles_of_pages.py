"""Articles of pages stay whole: whatever their lists, heads and repetitions look like."""

from broadsheet.cleaning import clean
from tests.unit.cleaning.entries import entry
from tests.unit.cleaning.test_pages import MENU, PARAGRAPHS, text_of_page
from tests.unit.cleaning.test_pages import page as page_of

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


def test_a_button_below_each_part_of_an_article_does_not_end_it() -> None:
    parts = "".join(
        f"<div class=part><h2>Lamp {n}</h2><p>The {n}th lamp is brighter than those before it, but it costs more.</p>"
        "<div class=button><a href=https://lamps.example/>Read more</a></div></div>"
        for n in (4, 5, 6, 7, 8, 9)
    )
    text = page(parts)
    assert [f"The {n}th lamp is brighter" in text for n in (4, 5, 6, 7, 8, 9)] == [True] * 6


def test_the_last_sentence_stays_though_most_of_it_is_a_link() -> None:
    last = "<p>A great book for beginners is still <a href=/book>The Keeper's Guide to Lamps, Stairs and Storms</a>.</p>"
    assert page(PROSE + last).endswith("is still The Keeper's Guide to Lamps, Stairs and Storms.")


def test_what_is_named_an_introduction_stays_without_a_full_stop() -> None:
    subtitle = "<div class=article_subtitle>A lamp from the last century shines on the quay again</div>"
    text = page(subtitle + PROSE)
    assert text == f"A lamp from the last century shines on the quay again\n{TEXT}"


def test_components_of_a_content_system_are_no_consent_for_cookies() -> None:
    picture = "<noscript><img src=https://n.example/lamp.png alt='The lamp'></noscript>"
    caption = "<span class=cmp-image--title>The lamp, cleaned</span>"
    parts = (
        f"<div class='cmp cmp-text'>{PROSE}</div><div class='cmp cmp-image'>{picture}{caption}</div>"
        f"<div class='cmp cmp-text'>{PROSE.replace('the', 'this')}</div>"
    )
    body = f"<nav>{MENU}</nav><div class=root>{HEADLINE}{parts}</div>"
    content = clean(entry(page_of(body)))
    assert content.text.startswith(TEXT)
    assert [image.url for image in content.images] == ["https://n.example/lamp.png"]


def test_a_day_below_the_introduction_is_no_part_of_the_text() -> None:
    introduction = (
        "<p>A lamp from the last century shines again, to the delight of all who live by the quay.</p>"
    )
    text = page(f"{introduction}<div>Updated on Nov. 19, 2019, 8:41 AM UTC</div>{PROSE}")
    assert "Updated" not in text
    assert text.endswith(TEXT)


def test_days_as_heads_of_later_parts_stay() -> None:
    later = f"<p>20 November 2019</p>{PROSE.replace('the', 'this')}"
    assert "20 November 2019" in page(PROSE + later)


def test_a_request_for_consent_may_be_longer_than_the_article() -> None:
    request = "".join(
        f"<p>On this website we use cookies, and similar functions, for purpose {n}, which is explained here.</p>"
        for n in range(12)
    )
    body = (
        f"<div id=cmpbox class='cmpbox cmpstyleroot'>{request}</div><div>{HEADLINE}<div>{PROSE}</div></div>"
    )
    assert text_of_page(body) == TEXT


def test_a_picture_whose_credit_is_called_a_label_stays() -> None:
    figure = "<figure><div><img src=https://n.example/lamp.jpg></div><div class=image-label>Credit: Ole Dahl</div></figure>"
    top = f"<div class=column>{HEADLINE}<div class=media-with-label>{figure}</div></div>"
    content = clean(
        entry(page_of(f"<nav>{MENU}</nav><article>{top}<div class=column>{PROSE}</div></article>"))
    )
    assert [image.url for image in content.images] == ["https://n.example/lamp.jpg"]


def test_the_portrait_of_an_author_is_no_picture_of_the_article() -> None:
    portrait = "<figure><img src=https://n.example/ida.jpg></figure>"
    top = f"{HEADLINE}<div class='byline with-label'>{portrait}By Ida Berg</div>"
    content = clean(entry(page_of(f"<nav>{MENU}</nav><article>{top}{PROSE}</article>")))
    assert content.images == ()


def test_short_paragraphs_behind_the_last_long_one_stay() -> None:
    items = "<p>1. Socks with lamps on them, by the quay, $8</p><p>lamp --light TOWER --at NIGHT</p>"
    assert page(PROSE + items).endswith("by the quay, $8\nlamp --light TOWER --at NIGHT")


def test_a_signature_behind_the_last_paragraph_goes() -> None:
    assert (
        page(f"{PROSE}<p>Ida Berg, Harbour</p><p><a href=/ferry>The ferry is late again today</a></p>")
        == TEXT
    )


def test_a_document_without_names_and_parts_is_all_article() -> None:
    short = "<p>first issue</p><ul><li>bit</li><li>orange</li></ul><pre>a\nb</pre><p>now with numbers</p>"
    text = text_of_page(f"<h1>A test</h1>{short}<p>{PARAGRAPHS[0]}</p><p>the end</p>")
    assert text == f"A test\nfirst issue\nbit\norange\na\nb\nnow with numbers\n{PARAGRAPHS[0]}\nthe end"

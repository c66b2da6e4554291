"""Rules: what the built-in ones name, what they must leave alone, and an operator's own."""

import re

import pytest

from broadsheet.cleaning import DEFAULT_RULES, clean, load_rules
from broadsheet.cleaning.rules.rule import Rule, compile_text
from broadsheet.errors import InvalidRulesError
from tests.unit.cleaning.entries import PROSE, cleaned, entry


@pytest.mark.parametrize(
    "boilerplate",
    [
        "<p>获取更多RSS：<br><a href='https://feedx.net'>https://feedx.net</a></p>",
        "<p>Read more: An older tide</p>",
        "<h4>延伸閱讀</h4><ul><li><a href='https://news.example/2'>An older tide that came in</a></li></ul>",
        "<p>Sign up for our weekly newsletter</p>",
        "<p>Follow us on Twitter</p>",
        "<p>The post The lighthouse first appeared on The Harbour.</p>",
        "<p>欢迎点击订阅我们的频道</p>",
        "<p>Advertisement</p>",
        "<div class='share-buttons'>Share</div>",
        "<div id='related-posts'>Other tides</div>",
        "<section aria-label='Advertisement'>Lamps!</section>",
        "<nav>Home</nav>",
        "<div class='comments-area'><ol><li>First!</li></ol></div>",
        "<p>Leave a comment</p>",
        "<p>Filed under: Coast, Light</p>",
        "<p>Lire aussi : Les gardiens de la côte</p>",
        "<p><a href='https://news.example/8'>Another headline of ours</a></p>",
        "<ul><li><a href='http://https//www.news.example/9'>A mistyped address of ours</a></li></ul>",
        "<p>Lamps was originally published in <a href='/t'>T</a> on Medium, where people are continuing.</p>",
        "<p>Story continues below advertisement</p>",
        "<p>转载请注明出处</p>",
        "<ul><li><a href='https://news.example/3'>Another headline of ours</a></li></ul>",
    ],
)
def test_boilerplate_goes_and_is_in_the_audit(boilerplate: str) -> None:
    content = cleaned(f"<p>{PROSE}</p>{boilerplate}")
    assert content.text == PROSE
    assert content.removed


@pytest.mark.parametrize(
    "prose",
    [
        "<p>She asked readers to subscribe to her view that lighthouses matter, and most of them did so.</p>",
        "<p>他请求大家不要订阅那份报纸，因为它从来没有写过海港的事情，也没有派人来过。</p>",
        "<p>We advertise nothing.</p>",
        "<div class='shared-history'><p>A history that both harbours share.</p></div>",
        "<p>The towns:</p><ul><li><a href='https://news.example/4'>The northern harbour</a></li></ul>",
        "<ul><li><a href='https://elsewhere.example/5'>A page of somebody else</a></li></ul>",
        "<p>Related to this is the question of the fog, which nobody has answered.</p>",
        "<p>See also: the collapse of the bridge, which he had designed.</p>",
        "<p>Read more: that was his advice to young keepers.</p>",
        "<p>Subscribe to the idea that access is a right and little follows.</p>",
        "<p>Copyright claims rose in 2019, when streaming took off, the court said.</p>",
        "<p>End of the post office era</p>",
        "<p>更多用户开始订阅流媒体服务。</p>",
        "<p>点击率上升，读者却没有订阅。</p>",
        f"<div class='no-ads paywall sponsored'><p>{PROSE}</p><p>{PROSE}</p></div>",
        "<p>The two paths:</p><p><a href='https://news.example/6'>The northern path to the tower</a></p>",
        "<p><a href='https://news.example/7'>1. The northern path to the tower</a></p>",
    ],
)
def test_prose_that_mentions_the_same_words_stays(prose: str) -> None:
    content = cleaned(f"<p>{PROSE}</p>{prose}")
    assert len(content.text) > len(PROSE)
    assert content.removed == ()


def test_a_publisher_is_known_by_the_host_of_the_url_not_by_its_folder() -> None:
    body = f"<p>{PROSE}</p><p>点击查看本文英文版。</p>"
    assert cleaned(body, url="https://cn.nytimes.com/x/").text == PROSE
    assert cleaned(body, url="https://nytimes.com.example/x/").text != PROSE


def test_what_was_removed_is_counted_by_rule_with_the_first_words() -> None:
    content = cleaned(f"<p>{PROSE}</p><p>Read more: An older tide</p><p>Read more: The fog</p>")
    (removal,) = content.removed
    assert (removal.rule, removal.count, removal.sample) == ("further-reading", 2, "Read more: An older tide")


def test_when_rules_would_leave_nothing_of_a_long_body_the_text_stays_with_a_warning() -> None:
    links = "".join(
        f"<p><a href='https://a.example/{n}'>The {n}th headline of the day</a></p>" for n in range(12)
    )
    content = cleaned(f"<h3>Read more</h3>{links}")
    assert "The 7th headline" in content.text
    assert content.warnings == ("rules_not_applied",)


def test_every_rule_says_why_and_names_something() -> None:
    for rule in DEFAULT_RULES:
        assert rule.why
        assert rule.selector or rule.marked or rule.link or rule.text


def test_an_operators_rules_come_first() -> None:
    rules = load_rules(
        """
        [[rule]]
        name = "events"
        why = "the box of coming events"
        hosts = ["news.example"]
        selector = "div.events"

        [[rule]]
        name = "motto"
        why = "the paper's motto under every article"
        text = "Light for all[.]?"
        """
    )
    content = cleaned(
        f"<p>{PROSE}</p><div class=events>Market on Sunday</div><p>Light for all.</p>", rules=rules
    )
    assert content.text == PROSE
    assert [removal.rule for removal in content.removed] == ["events", "motto"]


def test_what_a_rule_keeps_stays_against_all_others() -> None:
    comments = f"<p>{PROSE}</p><div id='comments'><p>A letter that is part of it.</p></div>"
    assert "A letter" not in cleaned(comments).text
    rules = load_rules(
        '[[rule]]\nname="letters"\nwhy="they are the article"\nselector="#comments"\naction="keep"'
    )
    assert "A letter" in cleaned(comments, rules=rules).text


def test_a_cut_that_takes_nothing_comes_to_an_end() -> None:
    rules = load_rules('[[rule]]\nname="ads"\nwhy="a label"\ntext="( Advertisement)?"\naction="cut"')
    assert cleaned(f"<p>{PROSE} Advertisement</p>", rules=rules).text == PROSE


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ("rule = 3", "[[rule]] tables"),
        ("[[rule]", "not TOML"),
        ("[other]", "unknown table 'other'"),
        ('[[rule]]\nname = "a"\nwhy = "b"', "one of `selector`"),
        ('[[rule]]\nname = "a"\ntext = "b"', "`name` and `why`"),
        ('[[rule]]\nname = "a"\nwhy = "b"\ntext = "("', "rule 1 (a)"),
        ('[[rule]]\nname = "a"\nwhy = "b"\nselector = "p["', "rule 1 (a)"),
        ('[[rule]]\nname = "a"\nwhy = "b"\ntext = "c"\naction = "burn"', "`action` is one of"),
        ('[[rule]]\nname = "a"\nwhy = "b"\ntext = "c"\ncolour = "red"', "unknown column 'colour'"),
        ('[[rule]]\nname = "a"\nwhy = "b"\ntext = "c"\naction = "keep"', "but not keep"),
        ('[[rule]]\nname = "a"\nwhy = "b"\nselector = "p"\naction = "cut"', "but not cut"),
    ],
)
def test_a_rule_that_cannot_be_used_is_named_with_its_fault(toml: str, complaint: str) -> None:
    with pytest.raises(InvalidRulesError, match=re.escape(complaint)):
        load_rules(toml)


def test_a_host_covers_its_sub_domains_only() -> None:
    rule = Rule(name="a", why="b", text="c", hosts=("news.example",))
    assert rule.applies_to("news.example")
    assert rule.applies_to("zh.news.example")
    assert not rule.applies_to("othernews.example")


def test_what_holds_for_every_article_is_compiled_once_for_all_publishers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ("first", "second")
    own = (Rule(name=n, why="said below", text=f"The {n}[.]?", hosts=(f"{n}.example",)) for n in names)
    rules = (*DEFAULT_RULES, *own)
    clean(entry("<p>The lamp is lit.</p><p>Home</p>", url="https://first.example/1"), rules=rules)

    compiled: list[str] = []

    def compile_and_note(text: str) -> re.Pattern[str]:
        compiled.append(text)
        return compile_text(text)

    monkeypatch.setattr("broadsheet.cleaning.rules.compiled.compile_text", compile_and_note)
    clean(entry("<p>The lamp is lit.</p><p>Home</p>", url="https://second.example/1"), rules=rules)

    assert any("The second" in text for text in compiled)
    longest = max(len(rule.text) for rule in rules)
    assert max(map(len, compiled)) <= longest, "none is made of many"

"""Authors and dates that markup states: only the article's own, and empty beats wrong."""

from datetime import UTC, datetime

import pytest

from broadsheet.cleaning import clean
from tests.unit.cleaning.entries import PROSE, cleaned, entry


@pytest.mark.parametrize(
    ("markup", "authors"),
    [
        ("<p itemprop=author>By Mira Holt</p>", ("Mira Holt",)),
        ("<div itemprop=author><div>Tobin Garrow</div><div>Staff Writer</div></div>", ("Tobin Garrow",)),
        ("<a rel=author>About Mira Holt</a>", ("Mira Holt",)),
        ("<a rel=author>Лукьян Приозёрский</a>", ("Лукьян Приозёрский",)),
        ("<a rel=author>홍길동 기자</a>", ("홍길동",)),
        ("<a rel=author>زيدون المرفئي</a>", ("زيدون المرفئي",)),
        ("<a rel=author>Šárka Jezerní</a>", ("Šárka Jezerní",)),
        ("<a rel=author>J.R. Millbrook</a>", ("J.R. Millbrook",)),
        ("<a rel=author>Radio Free Lakeland</a>", ()),
        ("<a rel=author>Редакция газеты</a>", ()),
        ("<p>作者：林 舟</p>", ("林舟",)),
        ("<p>文/张三 图/李四</p>", ("张三",)),
        ("<p>By Popular Demand</p>", ()),
        ("<div class=comment><span class=author-name>Pat Grumbel</span> First!</div>", ()),
        ("<blockquote><p>Go on.</p><cite>By Edgar Wynnfield</cite></blockquote>", ()),
        ("<ol><li><a href=/2>Another story</a> <span itemprop=author>Lewis Ardenne</span></li></ol>", ()),
    ],
)
def test_markup_names_the_articles_own_authors(markup: str, authors: tuple[str, ...]) -> None:
    assert cleaned(f"{markup}<p>{PROSE}</p>").authors == authors


PUBLISHED = datetime(2024, 5, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("html", "moment"),
    [
        (f"<p><time datetime=2024-05-03T10:00:00Z>3 May</time></p><p>{PROSE}</p>", PUBLISHED),
        (f"<p>On <time datetime=2024-05-03T10:00:00Z>3 May</time> it began.</p><p>{PROSE}</p>", None),
        (f"<p>{PROSE}</p><p><time datetime=2024-05-03T10:00:00Z>3 May</time></p>", None),
        (f"<p>Updated <time datetime=2024-05-03T10:00:00Z>3 May</time></p><p>{PROSE}</p>", None),
        (f"<p>{PROSE}</p><p><time itemprop=datePublished datetime=2024-05-03T10:00:00Z>3 May</time></p>", PUBLISHED),
        (f"<p>{PROSE}</p><meta itemprop=datePublished content=2024-05-03T10:00:00Z>", PUBLISHED),
        (f"<blockquote><time class=published datetime=2024-05-03T10:00:00Z>3 May</time></blockquote><p>{PROSE}</p>", None),
    ],
)  # fmt: skip
def test_a_date_is_the_publication_only_where_it_stands_for_it(html: str, moment: datetime | None) -> None:
    assert cleaned(html).published_at == moment


def test_known_inline_tags_leave_a_title_and_other_words_in_brackets_stay() -> None:
    assert (
        clean(entry(f"<p>{PROSE}</p>", title="<em>Notes</em> on &lt;b&gt;colour&lt;/b&gt;")).title
        == "Notes on colour"
    )
    assert clean(entry(f"<p>{PROSE}</p>", title="Why &lt;head&gt; matters")).title == "Why <head> matters"


def test_an_interviews_first_question_is_no_standfirst() -> None:
    questions = f"<p><b>Why did you leave the town?</b></p><p>{PROSE}</p><p><b>And now?</b></p><p>{PROSE}</p>"
    assert cleaned(questions).standfirst == ""
    assert cleaned(f"<p><b>Why did they leave the town?</b></p><p>{PROSE}</p>").standfirst != ""


def test_a_headline_of_brands_is_in_the_language_of_its_other_words() -> None:
    assert clean(entry("", title="iPhone 15 Pro Max USB-C Thunderbolt 4 评测")).language == "zh-Hans"

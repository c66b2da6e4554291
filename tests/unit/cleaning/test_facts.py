"""Facts from the body: title, authors, date, language, length. Empty beats wrong."""

from datetime import UTC, datetime

import pytest

from broadsheet.cleaning import clean
from broadsheet.cleaning.facts.counting import length_of
from broadsheet.cleaning.facts.language import detect_language
from tests.unit.cleaning.entries import PROSE, cleaned, entry


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("  The   lighthouse ", "The lighthouse"),
        ("Tide &amp; fog", "Tide & fog"),
        ("&amp;#22338;&amp;quot;", '坂"'),
        ("灯塔 – 法国国际广播电台 - RFI", "灯塔"),
        ("[國際] 燈塔[影]", "[國際] 燈塔[影]"),
        ("RFI", "RFI"),
    ],
)
def test_a_title_is_decoded_folded_and_freed_of_the_sites_name(raw: str, title: str) -> None:
    assert clean(entry("<p>x</p>", title=raw)).title == title


@pytest.mark.parametrize(
    ("html", "authors"),
    [
        ("<p>（中央社記者王小明、李大同洛杉磯5日專電）港口今天重開。</p>", ("王小明", "李大同")),
        ("<p>（中央社華盛頓7日綜合外電報導）港口今天重開。</p>", ()),
        ("<p>（大纪元记者王小明综合报导）港口今天重开。</p>", ("王小明",)),
        ("<p>港口今天重开。</p><p>（记者：王小明 责编：李大同 网编：陈一）</p>", ("王小明",)),
        ("<p>自由亚洲电台特约记者王小明旧金山报道 编辑：李大同</p>", ("王小明",)),
        ("<p>作者：郑小明（海港大学教授）</p><p>港口今天重开。</p>", ("郑小明",)),
        ("<p>撰稿丨简·多伊；翻译丨王小明</p><p>港口今天重开。</p>", ("简·多伊",)),
        ("<p>记者会将于周五举行。</p>", ()),
        ("<p>欢迎各大媒体记者关注采访报道！</p>", ()),
        ("<p>编译 王小明；审校 李大同</p>", ()),
        ("<p>by Jane Doe</p><p>It opened.</p>", ("Jane Doe",)),
        ("<p>Par Jeanne Essai</p><p>Le phare rouvre.</p>", ("Jeanne Essai",)),
        ("<p>灯塔重开了。</p><p>（记者 王小明、李宗翰；责编 许书婷）</p>", ("王小明", "李宗翰")),
        ("<p>By the harbour, it opened.</p>", ()),
        (f"<p>JANE DOE,JANE DOE<br>2020-11-05 09:43:31</p><p>{PROSE}</p>", ("JANE DOE",)),
        (f"<p>The Harbour Post<br>2020-11-05 09:43:31</p><p>{PROSE}</p>", ()),
        (f"<span itemprop=author>Jane Doe</span><p>{PROSE}</p>", ("Jane Doe",)),
    ],
)
def test_authors_are_persons_that_a_byline_names(html: str, authors: tuple[str, ...]) -> None:
    assert cleaned(html).authors == authors


def test_the_headers_authors_are_taken_apart_and_come_first() -> None:
    content = clean(entry("<p>作者：王小明</p>", authors=("Jane Doe, John Roe &#38; more", "Staff")))
    assert content.authors == ("Jane Doe", "John Roe")


@pytest.mark.parametrize(
    ("html", "moment"),
    [
        ("<p>2020-10-24T00:49:21.987654Z</p>", datetime(2020, 10, 24, 0, 49, 21, 987000, tzinfo=UTC)),
        ("<p>Thu, 30 Jul 2020 12:17:25 GMT</p>", datetime(2020, 7, 30, 12, 17, 25, tzinfo=UTC)),
        ("<time datetime='2020-07-30T12:00:00+02:00'>then</time>", datetime(2020, 7, 30, 10, tzinfo=UTC)),
        ("<p>2020-07-22T10:20:16</p>", None),
        ("<p>30/12/2020 - 11:36</p>", None),
        ("<p>2020年7月19日</p>", None),
        ("<p>11 分钟前</p>", None),
    ],
)
def test_a_date_in_the_body_counts_only_beyond_doubt(html: str, moment: datetime | None) -> None:
    content = cleaned(f"{html}<p>{PROSE}</p>")
    assert content.published_at == moment
    assert content.published_at_from == (None if moment is None else "body")
    assert PROSE in content.text


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("30/12/2020 - 11:36", datetime(2020, 12, 30, 10, 36, tzinfo=UTC)),
        ("12/07/2023 - 01:49", datetime(2023, 7, 11, 23, 49, tzinfo=UTC)),
    ],
)
def test_a_publishers_own_clock_is_read_in_its_time_zone(line: str, moment: datetime) -> None:
    assert cleaned(f"<p>{line}</p><p>{PROSE}</p>", url="https://www.rfi.fr/cn/x").published_at == moment


def test_the_headers_date_wins() -> None:
    header = datetime(2021, 1, 1, tzinfo=UTC)
    content = clean(entry(f"<p>2020-10-24T00:49:21Z</p><p>{PROSE}</p>", published_at=header))
    assert (content.published_at, content.published_at_from) == (header, "header")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("海边小镇的老灯塔周六重新开放，镇长说修缮用了三年时间。", "zh-Hans"),
        ("海邊小鎮的老燈塔週六重新開放，鎮長說修繕用了三年時間。", "zh-Hant"),
        ("港の上の古い灯台が三年ぶりに再び開いた。", "ja"),
        ("항구 위의 오래된 등대가 다시 열렸다.", "ko"),
        (PROSE, "en"),
        ("Der alte Leuchtturm über dem Hafen ist nach drei Jahren wieder geöffnet.", "de"),
        ("Le vieux phare au-dessus du port a rouvert ses portes samedi après trois ans de travaux.", "fr"),
        ("Старый маяк над гаванью снова открылся после трёх лет ремонта.", "ru"),
        ("3.5", None),
        ("", None),
    ],
)
def test_the_language_is_told(text: str, language: str | None) -> None:
    assert detect_language(text) == language


def test_the_language_is_that_of_the_text_and_not_of_its_first_words() -> None:
    title = "Der alte Leuchtturm über dem Hafen ist nach drei Jahren wieder geöffnet. "
    assert detect_language(title + PROSE * 10) == "en"


def test_words_are_counted_and_each_cjk_character_is_one() -> None:
    assert length_of("Don't count 2.5 dashes - twice").words == 5
    assert length_of("灯塔 opens, 灯塔").words == 5
    assert length_of("").minutes == 0
    assert length_of("灯").minutes == 1
    assert length_of("灯" * 1200).minutes == 3


def test_the_standfirst_is_the_one_bold_paragraph_on_top() -> None:
    content = cleaned(f"<p><strong>After three years the light is back.</strong></p><p>{PROSE}</p>")
    assert content.standfirst == "After three years the light is back."
    assert content.text.startswith(content.standfirst)


def test_a_heading_that_is_a_sentence_above_all_else_is_the_standfirst() -> None:
    content = cleaned(f"<h2>After three years the light is back.</h2><h3>The lamp</h3><p>{PROSE}</p>")
    assert content.standfirst == "After three years the light is back."
    assert content.html.startswith(f"<p>{content.standfirst}</p><h3>")


def test_a_header_that_leaves_authors_out_is_completed_by_the_page() -> None:
    html = f"<meta itemprop=author content='Ann Lamp, Bo Light, Cy Fog'><p>{PROSE}</p>"
    completed = clean(entry(html, authors=("Bo Light &#38; more",)))
    assert completed.authors == ("Bo Light", "Ann Lamp", "Cy Fog")
    assert clean(entry(html, authors=("Bo Light",))).authors == ("Bo Light",)


def test_the_notice_of_copyright_is_told_apart() -> None:
    content = cleaned(f"<p>{PROSE}</p><p>© 2023 The Harbour Post. All rights reserved.</p>")
    assert content.copyright == "© 2023 The Harbour Post. All rights reserved."
    assert content.text == PROSE

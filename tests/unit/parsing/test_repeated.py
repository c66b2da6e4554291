"""Lines that most entries of one document begin or end with: none of them is the articles'."""

from broadsheet.article import ParsedEntry
from broadsheet.cleaning import clean
from broadsheet.parsing import parse
from tests.builders import raw_document

FOOTER = "<p>Thank you, dear reader, for reading by feed.</p>"


def entries(*bodies: str) -> tuple[ParsedEntry, ...]:
    items = "".join(
        f"<item><title>T{n}</title><link>https://news.example/{n}</link><description><![CDATA[{body}]]></description></item>"
        for n, body in enumerate(bodies)
    )
    return parse(
        raw_document(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), key="a/b.xml")
    ).entries


def texts(*bodies: str) -> list[str]:
    return [clean(entry).text for entry in entries(*bodies)]


def test_a_line_at_the_end_of_most_entries_goes_and_the_audit_says_so() -> None:
    found = [clean(entry) for entry in entries(*(f"<p>Text of {n}.</p>{FOOTER}" for n in range(3)))]
    assert [content.text for content in found] == ["Text of 0.", "Text of 1.", "Text of 2."]
    assert [(removal.rule, removal.count) for removal in found[0].removed] == [("repeated-in-feed", 1)]


def test_lines_at_the_top_go_too_and_several_at_once() -> None:
    bodies = [f"<div>From the <b>Harbour</b> Post</div><p>Text of {n}.</p>{FOOTER}<p>★</p>" for n in range(4)]
    assert texts(*bodies) == [f"Text of {n}." for n in range(4)]


def test_an_entry_without_the_line_keeps_all_it_has() -> None:
    bodies = [f"<p>Text of {n}.</p>{FOOTER}" for n in range(3)]
    assert texts(*bodies, "<p>Other text.</p>")[3] == "Other text."


def test_two_entries_alike_are_no_proof() -> None:
    assert texts(f"<p>A.</p>{FOOTER}", f"<p>B.</p>{FOOTER}")[0].endswith("by feed.")


def test_a_line_of_less_than_most_entries_stays() -> None:
    bodies = [f"<p>Text of {n}.</p>{FOOTER if n < 3 else ''}" for n in range(6)]
    assert texts(*bodies)[0].endswith("by feed.")


def test_a_repeated_line_in_the_middle_stays() -> None:
    long = "".join(f"<p>Line {line}.</p>" for line in range(5))
    assert "by feed" in texts(*(f"<p>{n}</p>{long}{FOOTER}{long}<p>End {n}</p>" for n in range(3)))[0]


def test_a_body_that_is_nothing_else_is_empty() -> None:
    assert texts(*["<a href='https://n.example/c'>Comments</a>"] * 3) == ["", "", ""]

"""What the fuzzer tries: HTML and feed files, mostly malformed, made of the pieces that matter."""

import json
from datetime import UTC, datetime
from html import escape

from hypothesis import strategies as st

from broadsheet.article import ParsedEntry
from fuzz.pieces import ADDRESSES, ATTRIBUTES, ENCODINGS, HOSTS, SNIPPETS, TAGS, TEXTS, WORDS

PUT_AT = datetime(2024, 1, 1, tzinfo=UTC)

any_text = st.text(max_size=40)
texts = st.sampled_from(TEXTS) | any_text
addresses = st.sampled_from(ADDRESSES) | any_text


@st.composite
def attributes(draw: st.DrawFn) -> str:
    """Return an attribute, quoted well, badly or not at all."""
    name = draw(st.sampled_from(ATTRIBUTES) | st.text(min_size=1, max_size=8))
    value = draw(addresses | st.sampled_from(WORDS))
    quote = draw(st.sampled_from(('"', "'", "", "`")))
    return f" {name}={quote}{value}{quote}"


@st.composite
def open_tags(draw: st.DrawFn) -> str:
    """Return an opening tag, whether or not anything closes it."""
    name = draw(st.sampled_from(TAGS))
    end = draw(st.sampled_from((">", ">", ">", "/>", "", " >")))
    return f"<{name}{''.join(draw(st.lists(attributes(), max_size=3)))}{end}"


pieces = st.one_of(
    texts,
    open_tags(),
    open_tags(),
    st.sampled_from(TAGS).map(lambda name: f"</{name}>"),
    st.sampled_from(SNIPPETS),
    st.sampled_from(TEXTS).map(lambda text: f"<p>{text}</p>"),
)
html = st.lists(pieces, max_size=25).map("".join)


@st.composite
def entries(draw: st.DrawFn) -> ParsedEntry:
    """Return an entry with any title and HTML, of any publisher that has rules."""
    return ParsedEntry(
        source="harbour",
        raw_title=draw(texts),
        raw_url=f"https://{draw(st.sampled_from(HOSTS))}/2023/lighthouse",
        published_at=draw(st.none() | st.just(PUT_AT)),
        html=draw(html),
    )


@st.composite
def headers(draw: st.DrawFn) -> str:
    """Return the beginning of a feed file, in any shape, with a piece missing or changed now and then."""
    title = draw(texts)
    url = draw(st.sampled_from(HOSTS).map(lambda host: f"https://{host}/") | addresses)
    front_matter = (
        f'---\ntitle: "{title}"\ndate: {draw(texts)}\nauthor: {draw(any_text)}\nfrom: {url}\n---\n\n'
    )
    return "".join(
        piece if draw(st.integers(0, 19)) else draw(texts)
        for piece in (
            draw(st.sampled_from(("", front_matter))),
            draw(st.sampled_from(("<!--1694477701000-->\n", "<!--NaN-->\n", "<!---1-->", ""))),
            f"[{title}](",
            f"{url})\n",
            draw(
                st.sampled_from(
                    ("------\n", "---", "--\n", "--------\n日期：Thu, 02 Jul 2020 18:28:24 +0000\n")
                )
            ),
        )
    )


def _rss(title: str, url: str, body: str) -> str:
    named = f"<title>{escape(title)}</title><link>{escape(url)}</link>"
    item = f"<item>{named}<description>{escape(body)}</description></item>"
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{item * 3}<item/></channel></rss>"


def _atom(title: str, url: str, body: str) -> str:
    content = f"<content type='xhtml'><div>{body}</div></content>"
    entry = f"<entry><id>{escape(url)}</id><title>{title}</title>{content}</entry>"
    return f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>"


def _json_feed(title: str, url: str, body: str) -> str:
    return json.dumps({"items": [{"id": url, "url": url, "title": title, "content_html": body}, None]})


def _google_reader(title: str, url: str, body: str) -> str:
    return json.dumps([{"title": title, "canonical": [{"href": url}], "summary": {"content": body}}])


def _post(title: str, url: str, body: str) -> str:
    return f"---\ntitle: {title}\nurl: {url}\ntags: [{title}]\n---\n{body}"


def _page(title: str, url: str, body: str) -> str:
    return f"<html><head><title>{title}</title><link rel=canonical href='{url}'></head><body>{body}"


@st.composite
def feeds(draw: st.DrawFn) -> str:
    """Return a document in a shape other than the crawler's own, of pieces that need not fit into it."""
    shape = draw(st.sampled_from((_rss, _atom, _json_feed, _google_reader, _post, _page)))
    return shape(
        draw(texts), draw(st.sampled_from(HOSTS).map(lambda host: f"https://{host}/") | addresses), draw(html)
    )


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """Return the bytes of a document of any shape in some encoding, perhaps damaged; or any bytes at all."""
    text = draw(feeds()) if draw(st.booleans()) else draw(headers()) + "\n" + draw(html)
    content = text.encode(draw(st.sampled_from(ENCODINGS)), "replace")
    damage = draw(st.sampled_from(("none", "none", "none", "cut", "insert", "any")))
    if damage == "any":
        return draw(st.binary(max_size=200))
    place = draw(st.integers(0, len(content)))
    if damage == "insert":
        return content[:place] + draw(st.binary(max_size=4)) + content[place:]
    return content[:place] if damage == "cut" else content


keys = st.sampled_from(("articles/harbour/1.md", "articles/港口/灯塔 + 50%.md", "1.md", "a//b/../c.md"))

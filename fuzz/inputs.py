"""What the fuzzer tries: HTML and feed files, mostly malformed, made of the pieces that matter."""

import json
from datetime import UTC, datetime
from html import escape

from hypothesis import strategies as st

from broadsheet.article import ParsedEntry

PUT_AT = datetime(2024, 1, 1, tzinfo=UTC)

TAGS = (
    "a", "b", "blockquote", "br", "caption", "center", "code", "col", "colgroup", "div", "em", "embed",
    "figcaption", "figure", "font", "form", "frameset", "h1", "h2", "head", "html", "i", "iframe", "img",
    "input", "li", "link", "main", "math", "mglyph", "meta", "mi", "mtext", "nav", "noscript", "o:p",
    "object", "ol", "p", "param", "picture", "plaintext", "pre", "s", "script", "section", "select",
    "share-button", "small", "source", "span", "style", "sub", "summary", "svg", "table", "tbody", "td",
    "template", "textarea", "th", "title", "tr", "tt", "u", "ul", "video", "xmp", "foreignobject",
    "annotation-xml", "audio", "details", "base", "body", "ruby", "rt", "button", "dl", "dt", "dd", "hr",
    "article", "header", "footer", "aside", "time", "mark", "sup", "thead", "tfoot", "del", "kbd",
)  # fmt: skip
ATTRIBUTES = (
    "alt", "class", "data-src", "data-srcset", "formaction", "href", "id", "itemprop", "onclick", "onerror",
    "poster", "rel", "role", "src", "srcdoc", "srcset", "style", "target", "title", "width", "xlink:href",
    "xmlns", "colspan", "datetime", "aria-label", "aria-hidden", "hidden", "type", "name", "content",
)  # fmt: skip
ADDRESSES = (
    "https://img.example/1.jpg",
    "//img.example/2.jpg 2x, /3.jpg 640w",
    "/relative?a=1&b=2#c",
    "https://images.weserv.nl/?url=img.example/4.jpg",
    "https://youtu.be/abcdefghijk",
    "https://www.youtube.com/embed/abcdefghijk",
    "https://twitter.com/someone/status/12345",
    "mailto:a@b.example",
    "javascript:alert(1)",
    " jAvA\tscript\n:alert(1)",
    "java&#115;cript&colon;alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zy8+",
    "vbscript:x",
    "http://",
    "https://[::1",
    "https://a:b@c:99999/",
    "https://exa mple/ \x01",
    "//",
    "#",
    "https://n.example/)](javascript:alert(1))",
    "https://灯塔.example/路?查=1",
    f"https://a.example/{'(' * 32}<script>alert(1)</script>{')' * 32}",
    "https://a.example/[](data:text/html,x)`|*",
    f"https://a.example/{'y' * 5_000}",
    "https://images.weserv.nl/?url=https://a.example/%EF%B7%90%C2%85.jpg",
    "//\nhttps://a.example/b",
)
WORDS = (
    "ad", "share", "related", "wp-caption-text", "screen-reader-text", "promo", "dfp-ad-top", "byline-name",
    "image-credit", "figure", "author", "note", "newsletter", "footnote", "twitter-tweet", "display:none",
    "color: #999;", "1", "0", "100%", "presentation", "true", "text/plain", "og:image", "",
)  # fmt: skip
TEXTS = (
    "The lighthouse keeper wrote a letter.",
    "灯塔今天重新开放，港口挤满了人。",
    "（中央社記者林小明台北9日電）",
    "作者：林小明",
    "本报记者 林小明 报道",
    "12/09/2023 - 01:49",
    "2023-09-12T01:49:00Z",
    "© 2020 Harbour Post",
    "延伸閱讀",
    "分享：",
    "Share this",
    "Read more: The tower",
    "-----",
    "====",
    "* one",
    "1. one",
    "# no heading",
    "a | b | c",
    "[x](javascript:alert(1))",
    "![x](data:text/html,1)",
    "<https://n.example/>",
    "`code` ``` ~~~",
    "`",
    "~~~ x",
    "`&lt;script&gt;alert(1)&lt;/script&gt;",
    "x\n&lt;script&gt;alert(1)&lt;/script&gt;",
    "Look!",
    "0001-01-01T00:00:00+14:00",
    "Fri, 31 Dec 9999 23:59:59 -1400",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&lt;img src=x onerror=alert(1)&gt;",
    "&amp;lt;b&amp;gt;",
    "https://ok.example/&lt;img src=x onerror=alert(1)&gt;",
    "www.ok.example/\\&lt;script&gt;alert(1)&lt;/script&gt;",
    "https://ok.example/",
    "&#xD800;&#0;&#x110000;&#128;&#xFFFE;",
    "&nbsp;&nbsp;&#8203;&shy;&#8206;&#8238;",
    "a \u202eb",
    "\u202bc\u202c d\u2067",
    "\u2069\u202c\u2066",
    "one\u2028two\u2029three",
    "&notanentity; & &#; &#x;",
    "\\ \\* \\<",
    "https://youtu.be/abcdefghijk",
    " ",
    "\n\n",
    "\t",
    "\x00",
    "\x0b\x1f\x7f\x85\u2028\u2029",
    "\ufffd\ufeff\U0001f5fc",
    "word " * 60,
)
SNIPPETS = (
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?php echo 1 ?>",
    "<!DOCTYPE html><html><body onload=alert(1)>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<style>@import'x'</style>",
    "<a title='<img src=x onerror=alert(1)>'>x</a>",
    "<table><tr><td><p>cell</td><p>between</table>",
    "<ul><li>one<li>two<ul><li>three</ul></ul>",
    "<table><caption>what<tr><td>a<td>b<tr><td>c<td>d</table>",
    "<table><tr><td><div>a<tr><td>b</td><td>c</td></tr></div></td><td>d</td></tr><tr><td>e<td>f</table>",
    (
        "<table><tr><td><a href=/x>a</a></td><td><a href=/y>b</a></td></tr>"
        "<tr><td><pre>x\n&lt;script&gt;</pre></td><td><a href=/z>c</a></td></tr></table>"
    ),
    "https://ok.example/<code>x y</code> <code>&lt;img src=x onerror=alert(1)&gt;</code>",
    "<p>x" * 400,
    "<b><i><u><s>" * 40,
    "<code>x</code><code>a`&lt;script&gt;alert(1)&lt;/script&gt;</code>",
    "<a href=https://a.example/><em><a href=https://b.example/>x</a></em></a>",
    "<p><sub>~~~ x</sub></p><pre>~~~\n&lt;script&gt;alert(1)&lt;/script&gt;</pre>",
    "<pre>  keep\n   this </pre>",
    "<p>unclosed<p>again</b></i>",
    "<figure><img src=/1.jpg><figcaption>A caption</figcaption></figure>",
    "<video src=https://v.example/1.mp4 poster=/p.jpg></video>",
    '<blockquote class="twitter-tweet"><a href="https://twitter.com/a/status/1">x</a></blockquote>',
)
HOSTS = (
    "news.example", "www.rfi.fr", "www.cna.com.tw", "www.dw.com", "www.voachinese.com", "www.bbc.com",
    "www.zaobao.com.sg", "cn.reuters.com", "cn.nytimes.com", "www.rfa.org",
    "www.economist.com", "www.epochtimes.com",
    "www.chinafile.com", "chinadigitaltimes.net", "bitterwinter.org", "www.ftchinese.com", "www.youtube.com",
)  # fmt: skip
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "gb18030",
    "big5hkscs",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "cp1252",
    "latin-1",
)

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

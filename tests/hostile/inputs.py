"""Hostile raw files: each meant to crash, stall, fill the memory of, or speak through whoever reads it."""

from collections.abc import Callable

from tests.builders import feed_file

URL = "https://news.example/hostile"
MILLION = 1_000_000


def of_body(body: str) -> bytes:
    """Return a feed file with this HTML."""
    return feed_file(url=URL, body=body)


def headed(title: str = "Title", url: str = URL) -> bytes:
    """Return a feed file with this header."""
    return feed_file(title=title, url=url)


def in_encoding(
    encoding: str, text: str = "灯塔今天重新开放，港口挤满了人，大家都来看看这座老灯塔。"
) -> bytes:
    """Return a feed file of Chinese prose in an encoding other than the one it should have."""
    return of_body(f"<p>{text * 5}</p>").decode().encode(encoding)


ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))

HEAVY: dict[str, Callable[[], bytes]] = {
    "100,000 nested elements": lambda: of_body("<div>" * 100_000 + "deep"),
    "30,000 nested elements": lambda: of_body("<div>" * 30_000 + "deep"),
    "39,000 nested quotes": lambda: of_body("<blockquote>" * 39_000 + "deep" + "</blockquote>" * 39_000),
    "39,000 nested formats": lambda: of_body("<b><i>" * 19_500 + "deep"),
    "39,000 unclosed paragraphs": lambda: of_body("<p>" * 39_000),
    "a 20 MB line": lambda: of_body("x" * 20 * MILLION)[: 20 * 1024 * 1024],
    "a 20 MB line of words": lambda: of_body("灯塔 word " * (20 * MILLION // 13))[: 20 * 1024 * 1024],
    "20 MB of empty lines": lambda: b"\n" * 20 * MILLION,
    "a million attributes": lambda: of_body("<p " + "a=b " * MILLION + ">text</p>"),
    "a million attributes on many tags": lambda: of_body(("<p " + "a=b " * 100 + ">t</p>") * 10_000),
    "an attribute of 10 MB": lambda: of_body(f'<p title="{"x" * 10 * MILLION}">text</p>'),
    "a million tags": lambda: of_body("<br>" * MILLION),
    "a million entities": lambda: of_body("<p>" + "&amp;" * MILLION + "</p>"),
    "an entity bomb": lambda: of_body(f'<!DOCTYPE x [<!ENTITY l0 "lol">{ENTITIES}]><p>&l11;</p>'),
    "an outside entity": lambda: of_body('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>&e;</p>'),
    "a million open brackets": lambda: of_body("<" * MILLION),
    "a million comments opened": lambda: of_body("<!--" * 250_000),
    "a title of a million letters": lambda: headed(title="T" * MILLION),
    "an address of a million letters": lambda: headed(url=URL + "/" + "a" * MILLION),
    "an address of 7,000 Chinese letters": lambda: headed(url=URL + "/" + "灯" * 7_000),
    "a host of 5,000 labels": lambda: headed(url="https://" + "a." * 5_000 + "example/"),
    "a picture's address of a megabyte": lambda: of_body(
        f'<img src="https://img.example/{"a" * MILLION}.jpg"><p>text</p>'
    ),
    "a picture's caption of a megabyte": lambda: of_body(
        f'<figure><img src="https://img.example/1.jpg" alt="{"b" * MILLION}">'
        f"<figcaption>{'c ' * MILLION}</figcaption></figure>"
    ),
    "a standfirst of a megabyte": lambda: of_body(f"<p><strong>{'word ' * 200_000}</strong></p><p>text</p>"),
    "an author of a megabyte": lambda: b"---\nauthor: " + b"A" * MILLION + b"\n---\n" + headed(),
    "a byline of a megabyte": lambda: of_body("<p>作者：" + "林" * MILLION + "</p><p>text</p>"),
    "ten thousand bylines": lambda: of_body("<p>（中央社記者林小明台北9日電）</p>" * 10_000),
    "ten thousand pictures": lambda: of_body('<img src="https://img.example/1.jpg">' * 10_000),
    "ten thousand links": lambda: of_body('<a href="https://n.example/">link</a> ' * 10_000),
    "ten thousand table rows": lambda: of_body("<table>" + "<tr><td>a<td>b" * 10_000 + "</table>"),
    "a table of huge spans": lambda: of_body("<table><tr><td colspan=999999999 rowspan=999999999>a</table>"),
    "nested tables": lambda: of_body("<table><tr><td>" * 5_000 + "deep"),
    "nested lists": lambda: of_body("<ul><li>" * 10_000 + "deep"),
    "a megabyte of blanks": lambda: of_body("<p>a" + " " * 5 * MILLION + "b</p>"),
    "a megabyte of dashes": lambda: of_body("<p>" + "-" * MILLION + "x</p>"),
    "a megabyte of share labels": lambda: of_body("<p>" + "分享" * MILLION + "</p>"),
    "9,000 paragraphs": lambda: of_body("<p>hello world" * 9_000),
    "9,000 addresses of videos": lambda: of_body("<p>https://youtu.be/abcdefgh" * 9_000),
    "9,000 emoji": lambda: of_body("<img class=emoji alt=x>" * 9_000),
    "9,000 soft hyphens": lambda: of_body("a&shy;<br>" * 9_000),
    "9,000 lines in an item": lambda: of_body("<ul><li>" + "a<br>" * 9_000),
    "4,500 captions of one image": lambda: of_body("<img src=/a>" + "<figcaption>c</figcaption>" * 4_500),
    "4,000 sources of 4,000 images": lambda: of_body(
        "<picture>" + "<source srcset='/a.jpg 2x'>" * 4_000 + "<img src=/b.jpg>" * 4_000
    ),
    "9,000 heads of lists": lambda: of_body("<p>" + "延伸阅读：<br>" * 9_000),
    "9,000 labels in a paragraph": lambda: of_body("<p>" + "Share this<br>" * 9_000),
    "4,500 lists of one request": lambda: of_body("<ul><li>Subscribe to our newsletter</ul>" * 4_500),
    "9,000 changes in a row": lambda: of_body("<del>x</del><ins>y</ins> " * 4_500),
    "480 nested articles of advertisements": lambda: of_body("<div class=ad>" * 480 + "<p>word word" * 8_000),
    "480 nested authors of paragraphs": lambda: of_body("<div class=author-name>" * 480 + "<p>w" * 8_000),
    "480 nested share rows of items": lambda: of_body(
        "<ul class=share>" * 480 + "<li>three words here" * 8_000
    ),
    "480 nested share rows of images": lambda: of_body(
        "<div class=share>" * 480 + "<img src=/a.jpg>" * 4_000
    ),
    "480 nested authors of a megabyte": lambda: of_body("<span class=author-name>" * 480 + "word " * 200_000),
    "lists in lists below prose": lambda: of_body(
        "<p>Prose of twenty characters.</p>" + "<ul><li>" * 49 + "<p>x" * 9_000
    ),
    "a class of a megabyte": lambda: of_body('<p class="' + "epaper" * 170_000 + '-">text</p>'),
    "sets of images of a megabyte": lambda: of_body(f'<img src=/a srcset="{"x" * 7_990} y">' * 125),
    "blanks in names of authors": lambda: of_body(f'<meta itemprop=author content="a{" " * 1_950}b">' * 500),
    "blanks in code above a date": lambda: of_body("<pre>x" + " " * MILLION + "y</pre><p>2023-01-01</p>"),
    "blanks in many pieces of code": lambda: of_body(f"<pre>分享{' ' * 590}y</pre>" * 3_000),
    "rows within rows": lambda: of_body("<table><tr><td>a<td>b" + "<tr><td><div>" * 90 + "word " * 80_000),
    "cells of a thousand columns": lambda: of_body(
        "<table>" + ("<tr>" + "<td colspan=1000>a" * 100) * 90 + "</table>"
    ),
    "blanks in the front matter": lambda: b"---\na: x" + b" " * MILLION + b"x\n---\n" + headed(),
}

BYTES: dict[str, bytes] = {
    "no byte": b"",
    "NUL bytes": of_body("<p>a\0b\0</p>"),
    "nothing but NUL bytes": b"\0" * 10_000,
    "half a character": of_body("<p>灯塔</p>")[:-8],
    "half characters as bytes": of_body("<p>x</p>").replace(b"x", b"\xed\xa0\x80\xed\xb0\x80"),
    "half characters as entities": of_body("<p>a&#xD800;b&#xDFFF;c&#55357;d</p>"),
    "half characters in UTF-16": "[a](https://n.example/1)\n---\n\ud800x".encode(
        "utf-16-le", "surrogatepass"
    ),
    "entities beyond Unicode": of_body("<p>&#x110000;&#99999999999;&#0;&#x80;&#-1;</p>"),
    "mixed encodings": of_body("<p>灯塔今天</p>") + "<p>灯塔今天重新开放</p>".encode("gb18030"),
    "GB18030": in_encoding("gb18030"),
    "GB18030 that says it is UTF-8": in_encoding("gb18030").replace(b"<p>", b"<meta charset=utf-8><p>"),
    "UTF-8 that says it is Big5": of_body('<meta charset="big5"><p>灯塔今天重新开放</p>'),
    "UTF-8 that says it is UTF-7": of_body("<meta charset=utf-7><p>+ADw-script+AD4-alert(1)</p>"),
    "Big5": in_encoding("big5", "燈塔今天重新開放，港口擠滿了人，大家都來看看這座老燈塔。"),
    "UTF-16": in_encoding("utf-16"),
    "UTF-16 without a mark": in_encoding("utf-16-be"),
    "UTF-32": in_encoding("utf-32"),
    "Windows-1252": of_body("<p>café</p>").decode().encode("cp1252"),
    "a Shift JIS file": in_encoding("shift_jis", "灯台は今日から公開されます。"),
    "noise": bytes(range(256)) * 40,
    "a ZIP archive": b"PK\x03\x04" + bytes(100),
    "control characters": of_body("<p>\x01\x02\x08\x0b\x0c\x1b[31mred\x7f\x9b</p>"),
    "direction marks": of_body("<p>\u202e\u2066gnp.exe\u2069\u200b\ufeff\u00ad</p>"),
    "line separators": of_body("<p>a\u2028b\u2029c\x85d\r\re</p>"),
    "non-characters": of_body("<p>\ufffe\uffff\U0001fffe</p>"),
}

ADDRESSES = (
    "javascript:alert(1)",
    " javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\x00script:alert(1)",
    "\x01javascript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "javascript://news.example/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "ftp://news.example/",
    "//news.example/",
    "/relative",
    "https:news.example",
    "https:///news.example",
    "https://",
    "https://.",
    "https://www./",
    "https://[::1",
    "https://[v1.x]/",
    "https://news.example:port/",
    "https://news.example:99999999/",
    "https://user:secret@news.example/",
    "https://news.example@evil.example/",
    "https://news.example\\@evil.example/",
    "https://news.example%2f@evil.example/",
    "https://news.example%00.evil.example/",
    "https://news.example /x",
    'https://news.example/"><script>alert(1)</script>',
    "https://news.example/)](javascript:alert(1)",
    "https://ⓝews.example/",
    "https://news。example/",
    "https://\u202eelpmaxe.swen/",
    "https://news.example/%zz%",
    "https://news.example/../../..",
    "https://news.example/\x1b[2J",
    "https://news.example/?" + "a=b&" * 1_900,
    "https://127.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
)

TRICKS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<script/x>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1)//<</script>",
    "<script>alert(1)",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror\n=\nalert(1)>",
    '<img """><script>alert(1)</script>">',
    "<img/src=x/onerror=alert(1)>",
    "<img src=`x` onerror=alert(1)>",
    "<img src=javascript:alert(1)>",
    "<img srcset='javascript:alert(1) 1x, data:text/html,1 2x'>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
    '<title><img title="</title><img src=x onerror=alert(1)>"></title>',
    '<xmp><img title="</xmp><img src=x onerror=alert(1)>"></xmp>',
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='  javascript:alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x61lert(1)'>x</a>",
    "<a href=data:text/html,<script>alert(1)</script>>x</a>",
    '<a href="https://n.example/" onclick=alert(1) style=x:expression(alert(1)) target=_blank>x</a>',
    "<a href='https://n.example/)](javascript:alert(1))'>x</a>",
    "<a href='https://n.example/' title='\"><script>alert(1)</script>'>x</a>",
    "<base href=javascript:alert(1)//><a href=x>x</a>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=javascript:alert(1)><style>@import 'javascript:alert(1)';</style>",
    '<div style="background:url(javascript:alert(1))">x</div>',
    '<div style="width:expression(alert(1))">x</div>',
    "<body onload=alert(1)><input autofocus onfocus=alert(1)><details open ontoggle=alert(1)>",
    "<video src=javascript:alert(1) poster=javascript:alert(1)><source src=javascript:alert(1) onerror=x>",
    "<audio src=javascript:alert(1) controls></audio>",
    "<blockquote class=twitter-tweet><a href=javascript:alert(1)>x</a></blockquote>",
    "<blockquote cite=javascript:alert(1)>x</blockquote>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
    "<table background=javascript:alert(1)><td background=javascript:alert(1)>x</table>",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version=1?><script>alert(1)</script>",
    "<p title='</p><script>alert(1)</script>'>x</p>",
    "</p></div></body></html><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    "&lt;img src=x onerror=alert(1)&gt;",
    "[x](javascript:alert(1))",
    "![x](javascript:alert(1))",
    "[x]: javascript:alert(1)",
    "<https://n.example/> <javascript:alert(1)>",
    "`</code><script>alert(1)</script>`",
    "${alert(1)} {{constructor.constructor('alert(1)')()}} <%= 1 %>",
    "<code>&lt;script&gt;alert(1)&lt;/script&gt;</code>",
    "<pre>```\n&lt;script&gt;alert(1)&lt;/script&gt;\n```</pre>",
    "<p>a\n\n&lt;script&gt;alert(1)&lt;/script&gt;\n\nb</p>",
    "<h2>a&#10;&#10;&lt;script&gt;alert(1)&lt;/script&gt;</h2>",
    "<td>a|b&lt;script&gt;alert(1)&lt;/script&gt;</td>",
    "\\&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\\\&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\[x](javascript:alert(1)) \\`&lt;script&gt;alert(1)&lt;/script&gt;\\`",
    "＜script＞alert(1)＜/script＞",
    "\u3008script\u3009 \x00<\x00script>alert(1)</script>",
    "<a\x0chref=javascript:alert(1)>x</a><a\x00href=javascript:alert(1)>x</a>",
    "<img src='https://img.example/1.jpg' alt='](javascript:alert(1)) <script>alert(1)</script>'>",
    (
        "<figure><img src=https://img.example/1.jpg><figcaption>&lt;script&gt;alert(1)&lt;/script&gt;"
        "<script>alert(1)</script><a href=javascript:alert(1)>x</a></figcaption></figure>"
    ),
)

"""What the names of elements, classes and ids say about their place in a page, whoever made it.

A name is taken apart into words (`postMeta_2`, `post-meta` and `post_meta` are `post` and `meta`); a table
holds single words and words of two parts. Names are only hints: what holds most of a page's prose is never
judged by them.
"""

import re
from functools import lru_cache
from itertools import pairwise

from lxml import html

COMMENTS = frozenset(
    """
    comment comments commentlist commentform commentary-list commentarea commentbox commentwrap commentsection
    commentthread commentcontainer disqus respond replies reply discussion discussions livefyre viafoura spotim
    spot-im pinglun trackback trackbacks pingback pingbacks guestbook ucomment ucomments cmt cmts kommentare
    comentarios commentaires komentarze commenti
    """.split()
)
"""What readers wrote about the article."""

AROUND = frozenset(
    """
    nav navs navi navbar navigation topnav subnav sitenav mainnav menu menus submenu mainmenu topmenu breadcrumb
    breadcrumbs breadcrum crumb crumbs pagination pager paginator pagenav pagenavi sitemap skiplink skip-link skip-to
    toolbar topbar tabbar masthead footer foot footers colophon copyright copyrights legal

    related relateds relatedposts related-posts related-articles relatedarticles relatednews related-news relate
    recommend recommended recommendation recommendations recommends recirc recirculation similar suggested suggestions
    yarpp jp-relatedposts read-more readmore read-next read-also more-articles more-stories more-news more-posts more-from
    more-on more-links more-like morenews most-read mostread most-popular most-viewed most-commented most-recent
    most-shared latest latest-news recent-posts recent-articles popular popular-posts trending hot-news hotnews top-stories
    top-news teaser teasers outbrain taboola zergnet mgid revcontent prev-next next-prev previous-post next-post post-nav
    nextpost prevpost upnext up-next also-like prevnext pre-next readnext xgnews

    sidebar sidebars side-bar sidebox sidecol rightrail right-rail leftrail left-rail rail widget widgets widgetarea widget-area
    portlet complementary

    share shares sharing sharebar sharebox sharethis shareaholic sharedaddy addthis addtoany a2a social socials
    socialmedia bdshare jiathis bshare sociable bookmark bookmarks follow follow-us followus sns

    newsletter newsletters subscribe subscription subscriber signup sign-up optin opt-in mailchimp mc4wp convertkit
    paywall donate donation donations membership login log-in signin register registration cta call-to-action
    promo promos promotion promoted promobox sponsor sponsors sponsored sponsorship ad ads adv advert adverts advertise
    advertisement advertising adbox adsense adslot adsbygoogle banner banners dfp gpt cookie cookies consent gdpr
    onetrust modal modals popup popups pop-up overlay lightbox dialog offcanvas off-canvas drawer toast tooltip

    tags taglist tag-list tag-links tag-cloud tagcloud posttags categories cat-links keywords topics
    author-bio author-box authorbox author-info author-card author-about author-profile author-description about-author
    about-the-author bio biography post-author vcard
    rating ratings vote votes voting poll survey feedback helpful printfriendly tools utility utilities
    fontsize textsize editsection screen-reader sr-only visually-hidden visuallyhidden noprint
    """.split()
)
"""What stands around articles: ways to other pages, other articles, and what the outlet asks of its readers."""

CONSENT = frozenset(
    """
    cookie cookies consent gdpr onetrust cmpbox cmpboxinner cmpboxcontent cmpwrapper cmpcontainer qc-cmp sp-message truste
    trustarc cookiebot didomi usercentrics
    """.split()
)
"""What asks a visitor for consent, at whatever length."""

OVERLAYS = CONSENT | frozenset("modal modals popup popups overlay lightbox dialog".split())
"""What lies over a page until a visitor has answered it; nothing in it is the article's."""

AUTHORS = frozenset("byline bylines by-line author authors authorname contributor contributors".split())
"""Who wrote the article."""

DETAILS = AUTHORS | frozenset(
    """
    dateline date dates datetime pubdate pub-date published publish-date
    posted posted-on posted-by timestamp time updated modified meta metadata postmeta article-info post-info info source
    credits kicker eyebrow category section-name label read-time reading-time min-read views
    view-count counter likes hits postinfo newsinfo artinfo
    """.split()
)
"""Facts of the article that a page prints beside its headline."""

INTRODUCTIONS = frozenset(
    """
    subtitle subheadline sub-title sub-headline standfirst dek deck lead lede leadin lead-in intro introduction chapo
    summary abstract excerpt vorspann entradilla bajada ingress lid sapo zhaiyao
    """.split()
)
"""The sentence below a headline that tells what the article is about."""

BODY = frozenset(
    """
    article-body article-content article-text article-copy article-main article-detail articlebody articlecontent
    articletext story-body story-content story-text storybody storytext post-body post-content post-text postcontent
    postbody entry-content entry-body entry-text entrycontent news-content news-text news-body newscontent newsbody
    page-content content-body content-text content-main content-article body-content body-text body-copy blog-content
    blog-post single-content single-post main-content main-text maincontent rich-text richtext field-body field-name-body
    the-content post article story entry hentry prose markdown rte wysiwyg artibody endtext zhengwen js-content
    e-content parser-output maintext newsdetail contenttext
    """.split()
)
"""What holds the text of an article."""

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+")
_LONGEST, _MOST, _MOST_WORDS = 80, 30, 5  # of a name, of names, of words in a name
# Names that say what an element has or lacks, not what it is; and builders of pages, whose every part is a widget.
_NOT_ITSELF = re.compile(
    r"[\w-]*accordion|(?:no|non|not|has|have|with|without|hide|hides|is|js|elementor|fl|vc|wpb|et|tie|theiaStickySidebar|post-\d+|(?:tag|category|topic)-[\w-]+)[-_]|elementor|post-\d",
    re.IGNORECASE,
)


def words_of(element: html.HtmlElement) -> frozenset[str]:
    """Return the words of the element's classes and id, alone and in pairs, in lower case."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _words_in(names[: _LONGEST * _MOST])


@lru_cache(maxsize=8192)
def _words_in(names: str) -> frozenset[str]:
    found = set[str]()
    for name in names.split():
        if _NOT_ITSELF.match(name):
            continue
        words = [word.lower() for word in _WORD.findall(name)]
        if len(words) > _MOST_WORDS:  # made from a headline
            continue
        found.update(words)
        found.update(f"{first}-{second}" for first, second in pairwise(words))
        found.update("-".join(three) for three in zip(words, words[1:], words[2:], strict=False))
    return frozenset(found)

"""What stands behind `#` in an address: a page of its own, or a place on the page.

Some sites are one page whose articles are fragments (`#/article/1`, `#!/article/1`), and change logs, live
blogs and mailing lists give each entry an anchor (`#v1.2`, `#block-5f`, `#00012`). So a fragment stays
unless it is known to be furniture of a page, or a trace of how the reader came.
"""

import re

from broadsheet.identity.address import read_query, write_query
from broadsheet.identity.parameters import is_tracking, name_of

_TEXT_DIRECTIVE = re.compile(r":~:.*", re.DOTALL)  # https://wicg.github.io/scroll-to-text-fragment/
_TRACKING = frozenset(
    {"aoh", "amp", "amp_tf", "amp_ct", "ampf", "ampshare", "csi", "echobox", "referrer", "link_time", "tncms-source", "xtor", "ref",
     "source", "src", "from", "via", "share"}
)  # fmt: skip
_FURNITURE = re.compile(
    r"""
    (?:page-?)?top | back-?to-?top | up | start | begin | bottom | end | close | open | menu | null | undefined
    | (?:site-?|page-?|article-?|post-?|entry-?|story-?|main-?)?
      (?:main|content|contents|body|header|footer|nav|navigation|text|title|wrapper|container|area)
    | head | primary | secondary | sidebar | article | post | story | entry | page | main-?content-?area
    | skip-?(?:to-?)?\w* | toc | table-of-contents | search | share|sharing | social | print | email
    | subscribe | newsletter | sign-?up | log-?in | register | paywall | modal | popup | related | recommended
    | (?:post-|article-|add-|new-|show-|view-|all-|write-a?-?|leave-a?-?|post-a-)?comments?
      (?:-?(?:section|area|list|form|box|wrap|wrapper|top|start|anchor|block|container|thread|link|count))?
    | (?:leave-a?-?|post-)?(?:reply|respond|response|responses|replies) | (?:reply|comment)-title | discuss | discussion
    | disqus(?:_thread|_comments)? | fb-?comments | livefyre(?:-comments)? | trackbacks? | pingbacks?
    | commentaires | kommentare? | kommentarer | comentarios | comentários | commenti | reacties | комментарии | 评论 | 評論 | 留言
    | more(?:-\d+)? | read-?(?:more|on) | continue(?:-?reading)? | jump | keep-reading | fullstory
    | _?(?:fn|ftn|edn)(?:ref)?[-_:.]?\d+ | fnref:\w+ | cite_(?:note|ref)-.* | footnotes? | endnotes? | references | bibliography
    | t=[\dhms.,:]+ | video | player | play | autoplay
    | _=_ | \.[\w-]{8,} | ixzz\w+ | sthash\.[\w.-]+ | gs\.\w+ | goog(?:le)?_\w+ | cxrecs_s
    | rss\w{0,12} | feed | atom | amp | mobile | rd | wechat_redirect | weixin\w*
    """,
    re.VERBOSE | re.IGNORECASE,
)


def page_in(fragment: str, words: str) -> str:
    """Return what a fragment says of the page: the fragment without tracking, or nothing.

    `fragment` is spelt in ASCII; `words` is the same, decoded, to be understood.
    """
    if ":~:" in fragment:
        fragment, words = (_TEXT_DIRECTIVE.sub("", text) for text in (fragment, words))
    page, question, query = fragment.partition("?")
    if question:
        kept = write_query(tuple(pair for pair in read_query(query) if not is_tracking(*pair)))
        fragment, words = (f"{page}?{kept}", words) if kept else (page, words.partition("?")[0])
    if not fragment.strip("#!/") or _FURNITURE.fullmatch(words.strip("#")):
        return ""
    return fragment if fragment.startswith(("/", "!")) else _without_tracking(fragment)


def _without_tracking(fragment: str) -> str:
    if "=" not in fragment:
        return fragment
    pairs = read_query(fragment)
    return write_query(
        tuple(pair for pair in pairs if not (is_tracking(*pair) or name_of(pair[0]) in _TRACKING))
    )

"""The rules that hold for every article, whoever published it.

Each line says what it names and why that is no part of an article. Rules for one publisher stand in
`rules_by_source.py`.
"""

from broadsheet.cleaning.rule import Rule, Rules
from broadsheet.cleaning.rules_by_source import SOURCE_RULES

# What a reader is asked to do at the end of an article, in the languages met so far.
_FEED_SERVICE = r"(?:获取|獲取)更多\s*RSS\s*[：:]?.{0,200}"

# Where the links of share buttons lead.
_SHARE_ADDRESSES = (
    "facebook.com/sharer", "facebook.com/dialog/", "twitter.com/intent/", "twitter.com/share", "whatsapp:",
    "whatsapp.com/send", "t.me/share", "line.me/R/", "linkedin.com/share", "pinterest.com/pin/create",
    "reddit.com/submit", "service.weibo.com/share",
)  # fmt: skip

GENERIC_RULES: Rules = (
    # What is there for programs or for assistive software.
    Rule(
        name="controls",
        why="forms and their parts are for the page, not for the reader of the article",
        selector="form, input, select, textarea, button, dialog, menu, share-button, share-modal",
    ),
    Rule(
        name="page-roles",
        why="navigation, search and complementary regions are the page around the article",
        selector="nav, [role=navigation], [role=search], [role=complementary], [role=dialog], [role=alert]",
    ),
    Rule(
        name="ad-label",
        why="a region labelled as advertisement",
        selector='[aria-label^="广告"], [aria-label^="廣告"], [aria-label^="Advertisement"]',
    ),
    Rule(
        name="ads",
        why="slots of the usual advertising systems",
        marked=r"(?:.*[-_])?(?:ads?|adslot|advert|advertisement|adsbygoogle|dfp|gpt-ad|sponsor|sponsored)"
        r"(?:[-_].*)?|ad-?(?:container|wrapper|box|slot)",
    ),
    Rule(
        name="share",
        why="buttons that share the article or follow the publisher",
        marked=r"(?:.*[-_])?(?:share|sharing|sharedaddy|social|addtoany|addthis)(?:[-_].*)?",
    ),
    Rule(
        name="related",
        why="lists of other articles",
        marked=r"(?:.*[-_])?(?:related|recommended|read-?more|more-?articles?|jp-relatedposts|yarpp)(?:[-_].*)?",
    ),
    Rule(
        name="promotion",
        why="promotion of the outlet itself: newsletters, apps, subscriptions, donations",
        marked=r"(?:.*[-_])?(?:self-?promo|newsletter|subscri(?:be|ption)\w*|paywall|donat\w*|promo|interstitial)"
        r"(?:[-_].*)?|\w*(?:subscription|epaper)\w*",
    ),
    Rule(
        name="promotion",
        why="self-promotion slots that carry their name in an attribute",
        selector="[data-selfpromo-newsletter], [data-selfpromo-app]",
    ),
    Rule(
        name="share-links",
        why="a link that shares the article on a network",
        selector=", ".join(f'a[href*="{address}"]' for address in _SHARE_ADDRESSES),
    ),
    Rule(
        name="feed-service",
        why="the feed service's own footer",
        selector='a[href*="//feedx."]',
    ),
    Rule(name="feed-service", why="the feed service's own footer", text=_FEED_SERVICE),
    Rule(
        name="feed-service",
        why="WordPress says where a post came from",
        text=r"The post .{1,300} (?:first )?appeared first on .{1,80}",
    ),
    Rule(
        name="share",
        why="the label of a row of share buttons",
        text=r"(?:分享|Share|Share this)\s*(?:到|至|on)?\s*[：:]?",
    ),
    Rule(name="separator", why="a line drawn with characters", text=r"[-=_*~—─━＝＿·•.\s]{3,}"),
)

DEFAULT_RULES: Rules = SOURCE_RULES + GENERIC_RULES
"""What `clean` goes by unless told otherwise: the publishers' own rules first."""

"""The rules that hold for every article, whoever published it.

Each line says what it names and why that is no part of an article. Rules for one publisher stand in
`by_source.py`. What a `text` pattern names is a whole line, so that prose which only mentions
the same words stays.
"""

from broadsheet.cleaning.phrases import PHRASE_RULES
from broadsheet.cleaning.rules.by_source import SOURCE_RULES
from broadsheet.cleaning.rules.rule import Action, Rule, Rules

SHARING = (
    r"facebook\.com/(?:sharer|dialog/)|twitter\.com/(?:intent|share)\b|whatsapp(?::|\.com/send)|//t\.me/share"
    r"|line\.me/R/|linkedin\.com/share|pinterest\.com/pin/create|reddit\.com/submit|service\.weibo\.com/share"
)
"""Where the links of share buttons lead."""

# What stands over a list of other articles.
_FURTHER_READING = (
    r"(?:延伸|相关|相關|更多|推荐|推薦|参考|參考|扩展|擴展|往期|精彩)(?:阅读|閱讀|文章|新闻|新聞|报道|報道|报导|報導|推荐|推薦|回顾|回顧|内容|內容)"
    r"|read (?:more|also|next)|related(?: (?:articles?|stories|posts?|reading|links|coverage|content))?"
    r"|lire (?:aussi|plus)|à lire (?:aussi|également)|lesen sie (?:auch|mehr)|mehr zum thema|lea (?:también|más)"
    r"|leia (?:também|mais)|leggi anche|lees ook|関連記事|あわせて読みたい|читайте также"
    r"|further reading|more on this (?:story|topic)|see also|you (?:may|might) also like|recommended|dig deeper|most (?:read|popular)|more from this section|te puede interesar"
)
# Those of them that nobody begins a sentence with, so that they need no colon before what they point to.
READ_ALSO = (
    r"(?:à )?lire (?:aussi|également)|lesen sie (?:auch|mehr)|lea también|leia também|leggi anche|lees ook"
)
# Whom a reader is asked to follow, what to subscribe to.
_SUBSCRIBE = (
    r"(?:欢迎|歡迎|敬请|敬請|快来|快來|点击(?!率)|點擊(?!率)|点此|點此|立即|马上|馬上|記得|记得|扫描|掃描|长按|長按|更多.{1,10}请)[^，。；]{0,30}"
    r"(?:(?:订阅|訂閱)(?:我(?!们的[人读讀]|們的[人读讀])|本|此|这里|這裡|频道|頻道|公众号|电子报|電子報|《|「|“|时报|$)"
    r"|关注(?:我们(?!的[人读])|本|微信|$)|關注(?:我們(?!的[人讀])|本|$)|追踪我们|追蹤我們|按赞|按讚|加入会员|加入會員|下载(?:APP|应用)(?!的)|下載(?:APP|應用)(?!的)).{0,60}"
    r"|(?:追蹤|加入|按讚加入)我?們?的?(?:Telegram|Facebook|LINE|IG|Instagram|粉絲)\S{0,10}|(?:用|点我下载|點我下載)APP\S{0,6}"
)
_NETWORKS = (
    r"(?:Twitter|X|Facebook|Instagram|YouTube|Telegram|WhatsApp|LinkedIn|Mastodon|Threads|TikTok|WeChat)"
)
_SUBSCRIBE_ENGLISH = (
    r"(?:(?:please|click here to) )?(?:subscribe|sign up|register)(?: now| here| today)?(?:\s+(?:to|for)\s+(?:our|the|this|my|free)\b.{0,60}"
    r"\b(?:newsletters?|e-?mails?|podcasts?|channel|updates|magazine|editions?|feed|list|letter)\b.{0,80}|\s+to (?:get|receive) .{1,80})?[.!]?"
    r"|(?:like|follow|find) (?:us|me|him|her|them|@\w+) on " + _NETWORKS + r"\b.{0,60}"
    r"|(?:download|get) (?:the|our) .{0,30}\b(?:app|newsletter)\b(?: (?:from|on|in|for|today|now|here).{0,40})?[.!]?"
    r"|(?:join|get) our .{0,40}(?:channel|group|newsletter)\b.{0,20}"
    r"|after newsletter promotion|melden sie sich .{0,60}\bnewsletter\b.{0,20}|inscrivez-vous .{0,40}\bnewsletter\b.{0,40}"
    r"|(?:メルマガ|ニュースレター)(?:に|を)?登録.{0,20}"
    r"|sign up (?:to|for) .{1,50}[^.!?。]|free (?:daily|weekly) newsletter|privacy notice: newsletters may contain .{1,200}"
    r"|follow .{1,40}\bcoverage (?:of|at|on) .{1,160}"
    r"|suivez-nous sur .{1,40}|abonnez-vous .{1,60}|newsletter abonnieren.{0,20}|suscríbase .{1,60}|suscríbete .{1,60}"
)
_NOT_SUPPORTED = (
    r"(?:对不起，|抱歉，)?(?:你|您)的?(?:器材|设备|設備|浏览器|瀏覽器)(?:不支持|不支援|無法).{0,40}"
    r"|your browser (?:does not|doesn.t) support .{0,80}|(?:please )?enable javascript.{0,80}"
    r"|this (?:video|content|browser) (?:can ?not|is not|isn.t) (?:be )?(?:available|supported|playable|displayed|loaded|played).{0,60}"
)

GENERIC_RULES: Rules = (
    # --- Tags ---------------------------------------------------------------------------------------
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
        name="ads",
        why="a region that is labelled as advertisement",
        selector='[aria-label^="广告"], [aria-label^="廣告"], [aria-label^="Advertisement"]',
    ),
    Rule(
        name="ads",
        why="slots of the usual advertising systems",
        marked=r"(?:.*[-_])?(?:ads?|adslot|advert|advertisement|adsbygoogle|adcontainer|dfp|gpt|sponsor|sponsored)"
        r"(?:[-_].*)?|(?:ad|mpu)(?:container|wrapper|box|slot).*",
    ),
    Rule(
        name="share",
        why="buttons that share the article or follow the publisher",
        marked=r"(?:.*[-_])?(?:share|sharing|sharedaddy|addtoany|addthis)(?:[-_].*)?"
        r"|(?:.*[-_])?social-?(?:share|links?|buttons?|icons?|media|bar|follow)(?:[-_].*)?",
    ),
    Rule(
        name="related",
        why="lists of other articles",
        marked=r"(?:.*[-_])?(?:related|recommended|relatedposts|yarpp)(?:[-_].*)?|(?:more|read)-?(?:articles?|more|stories)",
    ),
    Rule(
        name="promotion",
        why="promotion of the outlet itself: newsletters, apps, subscriptions, donations",
        marked=r"(?:.*[-_])?(?:self-?promo|newsletter|subscri(?:be|ption)|sign-?up|donat(?:e|ion)|promo|interstitial)"
        r"(?:[-_].*)?|\w*(?:subscription|epaper)\w*",
    ),
    Rule(
        name="comments",
        why="what readers wrote under the article, and the form for it",
        selector="#comments, .comments-area, .comment-list, #respond, #disqus_thread",
    ),
    Rule(
        name="navigation",
        why="ways to other pages: crumbs, page numbers, the posts before and after, tags, edit links",
        marked=r"breadcrumbs?|pagination|(?:post|page)[-_]?nav(?:igation)?|nav[-_]?(?:links|previous|next)|tags?[-_](?:list|links|cloud)"
        r"|(?:post|entry)[-_]tags|skip[-_]?link|mw-editsection|cookie[-_]?(?:notice|banner|consent)\w*",
    ),
    Rule(
        name="promotion",
        why="self-promotion slots that carry their name in an attribute",
        selector="[data-selfpromo-newsletter], [data-selfpromo-app]",
    ),
    Rule(
        name="related",
        why="pages made of components name each by what it is",
        selector='[data-component*="related"], [data-component*="links-block"], [data-component*="newsletter"]',
    ),
    Rule(
        name="share",
        why="a link that shares the article on a network",
        link=SHARING,
    ),
    Rule(name="feed-service", why="the feed service's own footer", link=r"//feedx\."),
    Rule(
        name="screen-reader",
        why="labels for assistive software that repeat or announce what is there",
        marked=r"screen-reader-text|sr-only|visually-?hidden|visuallyhidden\w*|a11y-hidden",
    ),
    Rule(
        name="caption",
        why="the usual classes of an image's caption",
        marked=r"(?:wp-)?caption-text|(?:image|photo|img|picture|media|figure)[-_]?(?:caption|capture)|picinfo|caption[-_]?text",
        action=Action.CAPTION,
    ),
    Rule(
        name="caption",
        why="the crawler writes captions in small grey type under their image",
        selector='small[style*="color: #999"]',
        action=Action.CAPTION,
    ),
    Rule(
        name="author",
        why="the author by microdata or by link relation",
        selector='[itemprop="author"]:not(meta), [rel~="author"]',
        action=Action.AUTHOR,
    ),
    Rule(
        name="author",
        why="the usual classes of an author's name",
        marked=r"(?:author|byline)[-_]?name",
        action=Action.AUTHOR,
    ),
    Rule(
        name="standfirst",
        why="the usual classes of the paragraph that sums the article up",
        marked=r"standfirst|dek|(?:article|story)[-_]?(?:lead|intro|summary|standfirst)|story-body__introduction",
        action=Action.STANDFIRST,
    ),
    Rule(
        name="credit",
        why="the usual classes of an image's credit",
        marked=r"(?:field[-_])?(?:image|photo|img|picture|media)[-_]?(?:credit|source)s?",
        action=Action.CREDIT,
    ),
    # --- Lines --------------------------------------------------------------------------------------
    Rule(
        name="feed-service",
        why="the feed service's own footer",
        text=r"(?:获取|獲取)更多\s*RSS\s*[：:]?.{0,200}",
    ),
    Rule(
        name="feed-service",
        why="WordPress says where a post came from",
        text=r"The post .{1,400} (?:first appeared|appeared first) on .{1,80}",
    ),
    Rule(
        name="feed-service",
        why="a feed plug-in for WordPress signs every post",
        text=r"Feed enhanced by .{1,80}|© .{1,80}(?:\|\s*(?:Permalink|No comment|Add to\s*del\.icio\.us)\s*)+",
    ),
    Rule(
        name="comments",
        why="an invitation to comment, or what stands in its place",
        text=r"(?:leave a (?:comment|reply)|(?:\d+|no) comments?|comments (?:are )?closed|post a comment|do you have an opinion on .{1,80}\?.{0,160}|发表评论|發表評論|写评论)\.?",
    ),
    Rule(
        name="feed-service",
        why="Medium says where a story comes from",
        text=r".{1,300} was originally published in .{1,80} on Medium, where people are continuing.{0,120}",
    ),
    Rule(
        name="reprint-notice",
        why="on what terms others may print the text",
        text=r"(?:原创稿件|本文为?原创)?[。，]?.{0,6}(?:转载|轉載)(?:请|請|须|須).{0,24}(?:联系|聯繫|注明|註明|授权|授權).{0,12}",
    ),
    Rule(
        name="programme",
        why="where a broadcast can be followed",
        text=r"[^，。]{0,14}(?:直播|首播|频道|頻道|播客)\s*[：:]?\s*(?:https?://|www\.|facebook\.com/|youtu)\S+",
    ),
    Rule(
        name="support",
        why="a request for money, as a line of its own",
        text=r"(?:support our (?:work|journalism)|donate(?: now| here)?|become a (?:member|supporter|patron)|buy me a coffee)\b.{0,60}|打赏|赞助我们|(?:请|請)?支持我(?:们|們)"
        r"|if you (?:like|enjoy|value) .{1,60} (?:donat|support|subscrib)\w*.{0,80}",
    ),
    Rule(
        name="tags",
        why="the post's tags",
        text=r"(?:Post )?Tags?\s*:(?!.*\b(?:that|which|who|whose|is|are|was|were|has|had)\b)(?:.{0,299}[^.。])?"
        r"|(?:filed under|posted in|tagged(?: with)?)\s*:.{1,200}"
        r"|(?:标签|標籤|关键词|關鍵詞)[：:](?![^，,、]*[、，,]?.*[\u4e00-\u9fff]{2}是[\u4e00-\u9fff]{2}).{1,200}",
    ),
    Rule(
        name="further-reading",
        why="the head of a list of other articles, and the list",
        text=rf"[【\[(（]?(?:{_FURTHER_READING})[】\])）]?\s*[：:]?",
        action=Action.DROP_LIST,
    ),
    Rule(
        name="further-reading",
        why="a line that points to another article",
        text=rf"[【\[(（▶►→]*\s*(?:{_FURTHER_READING})[】\])）]?\s*(?:[：:|｜»>]|[—–]+).{{0,119}}[^.。!！]"
        rf"|[【\[](?:{_FURTHER_READING})[】\]].{{0,119}}[^.。!！]|(?:{READ_ALSO})\s.{{0,119}}[^.。!！]",
    ),
    Rule(name="subscribe", why="a prompt to subscribe or to follow", text=_SUBSCRIBE),
    Rule(name="subscribe", why="a prompt to subscribe or to follow", text=_SUBSCRIBE_ENGLISH),
    Rule(
        name="listen",
        why="where the recording of the article can be heard",
        text=r"listen (?:on\s*(?:[:：]|apple|spotify|google|youtube|amazon|stitcher|itunes|soundcloud|overcast|acast|your|any).{0,120}"
        r"|to this (?:story|article)(?:\s*[:：(\[|·–—-].{0,120}|\s+(?:here|now|on|in|via|as)\b.{0,80}|\s+\d.{0,40})?)[.!]?|enjoy more audio .{1,80}",
    ),
    Rule(
        name="continue-reading",
        why="the feed holds only the beginning and links to the rest",
        text=r"continue reading.{0,80}|la suite (?:de cet article )?est réservée aux abonnés.{0,20}|(?:read|view) the (?:rest|(?:full|whole)(?: (?:story|article|post|entry|piece|text|column|interview))?)(?: \w+){0,3}|(?:点击|點擊|按此|详情请|詳情請)?(?:阅读|閱讀|查看|阅|看)(?:全文|原文|更多)\W{0,4}",
    ),
    Rule(name="player", why="what a player says where it cannot play", text=_NOT_SUPPORTED),
    Rule(
        name="player",
        why="what a card of a social network says before it is loaded",
        text=r"在\s?(?:Instagram|Facebook|Twitter|X|YouTube)\s?(?:上)?查看.{0,20}|view this post on .{1,20}|infogram|embed from getty images",
    ),
    Rule(
        name="skip-link",
        why="a link that jumps over an embed, for keyboards and screen readers",
        text=r"(?:跳过|跳過|结尾|結尾).{0,12}(?:帖子|视频|視頻|内容|內容|podcast).{0,60}"
        r"|告知：第三方内容可能包含广告|(?:skip|end of) (?:\w+ ){0,4}(?:post|content|promotion)(?: (?:by|from) .{1,40}|, \d+)?",
    ),
    Rule(
        name="share",
        why="the label of a row of share buttons",
        text=r"(?:分享|click to tweet|Share|Share this(?: article| story| post)?|Share on .{1,20}|Tweet|Print|E-?mail|Teilen|Partager|(?:この記事を)?シェアする|ツイート(?:する)?)"
        r"\s*(?:到|至|on|this)?\s*[：:]?"
        rf"|(?:share|share this(?: article| story| post)?|teilen|partager|compartir|分享)\s*(?:on|to|auf|sur|en|到|至)?\s*[:：]?"
        rf"(?:[\s,|/·]*(?:{_NETWORKS}|pinterest|reddit|tumblr|e-?mail|print|line|weibo|微博|微信|and|und|et|y))+[\s.]*",
    ),
    Rule(
        name="ads",
        why="the label of an advertisement",
        text=r"(?:广告|廣告|advertisement|sponsored(?: content)?|promoted|werbung|anzeige|publicité|publicidad|広告)\s*\d*|(?:story|article) continues (?:below|after) (?:this )?(?:ad|advertisement)",
    ),
    Rule(
        name="copyright",
        why="a notice of copyright; it is told apart from the text",
        text=r"(?:©|copyright\s*(?:©|\(c\)|by\b|(?=\d{4}[\W\d]*(?:$|(?-i:[A-Z]|[^\x00-\x7f])|by\b|all rights)))|\(c\)\s*(?=\d)).{0,20}(?:19|20)\d\d.{0,200}|all rights reserved\.?|(?:版权所有|版權所有)(?!是|的|者).{0,80}",
        action=Action.COPYRIGHT,
    ),
    Rule(name="separator", why="a line drawn with characters", text=r"[-=_*~—─━＝＿·•.\s]{3,}"),
)

DEFAULT_RULES: Rules = SOURCE_RULES + GENERIC_RULES + PHRASE_RULES
"""What `clean` goes by unless told otherwise: the publishers' own rules first."""

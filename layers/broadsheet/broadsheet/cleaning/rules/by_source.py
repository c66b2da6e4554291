"""The rules that hold for one publisher, who is recognised by the host of the article's URL."""

from broadsheet.cleaning.rules.rule import Action, Rule, Rules

_BBC = ("bbc.com", "bbc.co.uk")
_CNA = ("cna.com.tw",)
_DW = ("dw.com",)
_ECONOMIST = ("economist.com",)
_EPOCH = ("epochtimes.com", "ntdtv.com")
_NYT = ("nytimes.com",)
_RFI = ("rfi.fr",)
_VOA = ("voachinese.com", "voacantonese.com", "voanews.com")

SOURCE_RULES: Rules = (
    # --- BBC ----------------------------------------------------------------------------------------
    Rule(
        name="credit",
        why="the layout of October 2020 has the credit in a paragraph of its own under the image",
        selector='p[role="text"][class^="Copyright"]',
        action=Action.CREDIT,
        hosts=_BBC,
    ),
    Rule(
        name="player",
        why="the player's fallback",
        text=r"使用浏览器播视频/view video in browser|视频加载中.{0,20}|媒体播放(?:时间|器).{0,40}",
        hosts=_BBC,
    ),
    Rule(
        name="continue-reading",
        why="an invitation to another edition",
        text=r"(?:请访问|欢迎浏览)\s*BBC.{1,30}(?:原文|英文).{0,6}",
        hosts=_BBC,
    ),
    Rule(
        name="separator",
        why="a picture of a line",
        selector='img[alt="分隔线"], img[src*="cps_web_banner"]',
        hosts=_BBC,
    ),
    # --- Bitter Winter ------------------------------------------------------------------------------
    Rule(
        name="author",
        why="the reporter's name ends the text",
        text=r"寒冬記者\s*(?P<names>.{2,20})",
        action=Action.AUTHOR,
        hosts=("bitterwinter.org",),
    ),
    # --- Central News Agency ------------------------------------------------------------------------
    Rule(
        name="subscribe",
        why="the morning digest ends with prompts to subscribe and to write",
        text=r"上午8點同步發送電子報.{0,60}|若有任何建議請來信.{0,60}|歡迎訂閱中央社.{0,60}",
        hosts=_CNA,
    ),
    Rule(
        name="related",
        why="boxes in the text that point to other articles and to dossiers",
        selector=".insertGroup, a.insert, .topicbox",
        hosts=_CNA,
    ),
    Rule(
        name="embed-credit",
        why="the embed's own title and maker, under it",
        link=r"//(?:\w+\.)?infogram\.com(?:/|$)",
        hosts=_CNA,
    ),
    # --- China Digital Times ------------------------------------------------------------------------
    Rule(
        name="reprint-notice",
        why="what the reprinted public account says of itself",
        text=r"本公号所刊文章.{0,60}|喜欢本文，请点击.{0,60}",
        hosts=("chinadigitaltimes.net",),
    ),
    Rule(
        name="related",
        why="a pointer to the archive's dossier on the matter",
        text=r"CDS档案\s*[|｜].{1,60}",
        hosts=("chinadigitaltimes.net",),
    ),
    Rule(
        name="related-media",
        why="the head of a list of films on the matter, whose addresses follow",
        text=r"相关(?:纪录片|视频|影片|音频)[：:]?",
        hosts=("chinadigitaltimes.net",),
    ),
    # --- ChinaFile ----------------------------------------------------------------------------------
    Rule(
        name="conversation",
        why="its conversations are made of what elsewhere would be readers' comments",
        selector="#comments",
        action=Action.KEEP,
        hosts=("chinafile.com",),
    ),
    Rule(
        name="author",
        why="those who take part in a conversation stand over their part of it",
        selector=".contributor h3, .node-profile h3",
        action=Action.AUTHOR,
        hosts=("chinafile.com",),
    ),
    Rule(
        name="related",
        why="boxes that point to other articles",
        selector=".cboxes:not(.contributor):not(.node-profile)",
        hosts=("chinafile.com",),
    ),
    Rule(
        name="portrait",
        why="a portrait beside a contributor's name",
        selector=".field-name-field-profile-photo, .node-profile img",
        hosts=("chinafile.com",),
    ),
    # --- Deutsche Welle -----------------------------------------------------------------------------
    Rule(
        name="copyright",
        why="the notice under every article",
        text=r"©\s*\d{4}年\s*德国之声版权声明.{0,200}",
        action=Action.COPYRIGHT,
        hosts=_DW,
    ),
    Rule(
        name="podcast",
        why="where a podcast can be subscribed to",
        text=r"(?:Feed-URL|iTunes)\s*[：:]|https?://(?:rss\.dw\.com|itunes\.apple\.com)/\S+",
        hosts=_DW,
    ),
    # --- The Economist ------------------------------------------------------------------------------
    Rule(
        name="subscribe",
        why="the prompts under podcasts and articles",
        text=r"(?:please subscribe to|for full access to) .{0,40}(?:the economist|print, digital).{0,160}"
        r"|editor.s note: some of our .{1,40} coverage is free .{1,200}"
        r"|(?:read (?:our latest|the best of our|more of our)|for more|visit our|explore our) .{0,120}"
        r"(?:newsletter|podcast|\bhub\b|tracker).{0,120}"
        r"|(?:read more (?:about|from|on|of)|you can also) .{1,200}",
        hosts=_ECONOMIST,
    ),
    # --- The Epoch Times ----------------------------------------------------------------------------
    Rule(
        name="programme",
        why="where the programme can be watched and supported",
        text=r"(?:【支持】|网络收看方式|大纪元新闻网|新唐人电视台|新唐人直播|大纪元(?:YouTube|脸书)直播|订阅频道|观看视频|支持我们|财商天下)\s*[：:]?"
        r".{0,60}(?:https?://\S+)?|https?://donat(?:e|ion)\.\S+|《?.{1,16}》?(?:直播)?(?:节目)?制作组|请.{0,6}(?:观看|收看|收听).{1,30}节目。?|观看(?:首播|直播|视频|完整版)\s*https?://\S+",
        hosts=_EPOCH,
    ),
    Rule(
        name="live-blog",
        why="a pointer to the live coverage",
        text=r"【大选更新.{1,20}】请点击这里。?",
        hosts=_EPOCH,
    ),
    # --- Financial Times, Chinese edition -----------------------------------------------------------
    Rule(
        name="author",
        why="a comment's lead begins with its author's name",
        selector="div.story-lead",
        text=r"(?P<names>(?!民调|社评|快讯|独家|分析|观点|专访|对话|特写)[\u4e00-\u9fff]{1,2}[^斯德尔特森顿姆克])：.+",
        action=Action.AUTHOR,
        hosts=("ft.com", "ftchinese.com"),
    ),
    # --- The New York Times, Chinese edition --------------------------------------------------------
    Rule(name="english-edition", why="a link to the English text", text=r"点击查看本文英文版。?", hosts=_NYT),
    Rule(
        name="subscribe",
        why="the briefing's prompts to subscribe and to follow",
        text=r"感谢阅读今天的简报.{0,200}|（?欢迎点击此处订阅.{0,200}|（欢迎.{0,20}订阅.{0,160}",
        hosts=_NYT,
    ),
    # --- Radio Free Asia ----------------------------------------------------------------------------
    Rule(
        name="zoom", why="the icon that opens an image", selector='img[src*="icon-zoom"]', hosts=("rfa.org",)
    ),
    # --- Radio France Internationale ----------------------------------------------------------------
    Rule(
        name="copyright",
        why="the agency's copyright line",
        selector="p.t-copyright",
        action=Action.COPYRIGHT,
        hosts=_RFI,
    ),
    Rule(
        name="site-image",
        why="the site's logo stands in where an article has no image",
        selector='img[src*="RFI_FB"]',
        hosts=_RFI,
    ),
    # --- Reuters ------------------------------------------------------------------------------------
    Rule(
        name="standards",
        why="the agency's trust principles",
        text=r"我们的标准[：:].{0,40}",
        hosts=("reuters.com",),
    ),
    Rule(
        name="pointer",
        why="the short address of a chart, a pointer to a document",
        text=r"(?:https?://)?tmsnrt\.rs/\S+|(?:欲览|欲浏览|参看|参阅).{0,20}(?:详情|文件|公告).{0,30}here|here",
        hosts=("reuters.com",),
    ),
    Rule(
        name="author",
        why="the author's name stands alone under the date",
        text=r"作者\s+(?P<names>[\u4e00-\u9fff]{2,4})",
        action=Action.AUTHOR,
        hosts=("reuters.com",),
    ),
    # --- Radio Taiwan International -----------------------------------------------------------------
    Rule(
        name="continue-reading",
        why="a link at the end of a text that the feed cuts short",
        selector="a",
        text=r"\.{2,}\s*more",
        hosts=("rti.org.tw",),
    ),
    # --- Solidot ------------------------------------------------------------------------------------
    Rule(
        name="topic-icon",
        why="the icon of the section",
        selector='img[src*="icon.solidot.org"], img[src*="/topics/"]',
        hosts=("solidot.org",),
    ),
    # --- Voice of America ---------------------------------------------------------------------------
    Rule(
        name="programme",
        why="where the programme can be seen",
        text=r".{0,20}(?:本集全部内容请看|完整版)[：:].{1,80}|.{0,12}每星期.{1,20}北京时间.{1,40}(?:收看|收听)。?"
        r"|YouTube视频[：:]|《.{1,12}》YouTube播放列表[：:].{1,80}",
        hosts=_VOA,
    ),
    # --- Yanjing Book Review ------------------------------------------------------------------------
    Rule(
        name="subscribe",
        why="the account's own slogan under every article",
        text=r"微信搜索.{0,60}|请微信搜索关注公众号.{0,60}",
        hosts=("allnow.com",),
    ),
)

TIME_ZONES = {
    "rfi.fr": "Europe/Paris",
}
"""Where a publisher's clock stands, for dates in the body that name no zone."""

SITE_NAMES = (
    "法国国际广播电台",
    "RFI",
    "BBC News 中文",
    "BBC News",
    "德国之声",
    "DW",
    "联合早报",
    "中央社 CNA",
    "路透",
    "The Economist",
    "ChinaFile",
)
"""What publishers append to the titles of their pages, as regular expressions."""

PLATFORMS = ("medium.com", "matters.news", "matters.town", "blogspot.com", "wordpress.com", "substack.com")
"""Hosts of many authors: a link to the same host is no link to the same publisher."""

ALIASED_HOSTS = ("chinadigitaltimes.net", "youtube.com")
"""Publishers whose header names the account that posted, and not the author."""

"""Parameters of a query that tell who follows a link, from where or how he sees it; not where it leads.

A name stands in the first table only if nobody would call a part of his articles' addresses so. What might
be one is dropped by its value: `source=rss` and `from=timeline`, but not `source=feed-12` and `from=10`.
"""

import re
from functools import cache
from urllib.parse import unquote

_TRACKING = frozenset(
    {
        # Campaigns
        "at_campaign", "at_campaign_type", "at_creation", "at_custom1", "at_custom2", "at_custom3",
        "at_custom4", "at_emailtype", "at_format", "at_link", "at_link_id", "at_link_origin",
        "at_link_type", "at_medium", "at_ptr_name", "at_ptr_type", "at_bbc_team", "at_recipient_id",
        "at_recipient_list", "at_send_date", "pk_campaign", "pk_cid", "pk_content", "pk_keyword", "pk_kwd",
        "pk_medium", "pk_source", "pk_vid", "piwik_campaign", "piwik_keyword", "piwik_kwd", "cm_mmc",
        "cm_mmca1", "cm_mmca2", "cm_mmca3", "cm_ven", "cm_ite", "cm_pla", "ef_id", "elqtrackid", "elqtrack",
        "elqaid", "elqat", "elqcampaignid", "s_kwcid", "wt_mc", "wt_zmc", "wt.mc_id", "wt.mc_ev", "wt.mc_c",
        "wt.tsrc", "wt.nav", "xtor", "xtref", "xtcr", "xtnp2", "echobox", "ns_mchannel", "ns_source",
        "ns_campaign", "ns_linkname", "ns_fee", "sc_campaign", "sc_channel", "sc_medium", "ga_source",
        "ga_medium", "ga_term", "ga_content", "ga_campaign", "ga_place", "traffic_source", "ftcamp",
        "wpisrc", "wpmm", "spref", "__source", "tduid", "trk_contact", "trk_msg", "trk_module", "trk_sid",
        "smtyp",
        # Clicks on advertisements, and what networks count
        "dclid", "fbclid", "gad_source", "gad_campaignid", "gbraid", "gclid", "gclsrc", "wbraid", "srsltid",
        "msclkid", "twclid", "ttclid", "yclid", "ymclid", "ysclid", "igshid", "igsh", "li_fat_id",
        "rdt_cid", "irclickid", "wickedid", "rb_clickid", "tblci", "tbclid", "outbrainclickid", "oborigurl",
        "ranmid", "raneaid", "ransiteid", "qclid", "mibextid", "_openstat", "gaa_at", "gaa_n", "gaa_sig",
        "gaa_ts", "guccounter", "guce_referrer", "guce_referrer_sig", "soc_src", "soc_trk", ".tsrc",
        # Mailings: Mailchimp, HubSpot, Marketo, Klaviyo, Drip, Omeda, Sailthru …
        "mc_cid", "mc_eid", "mc_tc", "mkt_tok", "_hsenc", "_hsmi", "__hsfp", "__hssc", "__hstc",
        "hsctatracking", "_ke", "_kx", "__s", "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "dm_i",
        "bsft_aaid", "bsft_clkid", "bsft_eid", "bsft_mid", "bsft_uid", "bsft_ek", "ck_subscriber_id",
        "ml_subscriber", "ml_subscriber_hash", "nr_email_referer", "sb_referer_host", "spmailingid",
        "spuserid", "spjobid", "spreportid", "_bta_tid", "_bta_c", "vgo_ee", "omhide", "sailthru_id",
        "hootpostid", "hss_channel", "inf_contact_key", "cx_recsorder", "cx_recswidget", "cx_artpos",
        # Sharing
        "__twitter_impression", "ref_src", "ref_url", "ref_map", "__tn__", "__cft__[0]", "__xts__[0]",
        "fb_action_ids", "fb_action_types", "fb_comment_id", "fb_ref", "fb_source", "action_object_map",
        "action_ref_map", "action_type_map", "_branch_match_id", "_branch_referrer", "referringsource",
        "sr_share", "share_source", "share_medium", "share_plat", "share_session_id", "share_tag",
        "share_token", "share_from", "share_times", "shareuid", "sharetype", "share_btn", "isappinstalled",
        "nsukey", "tdsourcetag", "wxshare_count", "spm_id_from", "from_spmid", "vd_source", "unique_k",
        "wprov", "hb_wx_block", "timelinefrom", "weixin_share", "wx_share", "is_from_webapp",
        "sender_device",
        # Analytics, AMP's viewers, caches, comments
        "_ga", "_gl", "_gac", "amp_js_v", "amp_gsa", "amp_tf", "amp_ct", "amp_lite", "ampshare", "usqp",
        "aoh", "replytocom", "showcomment", "doing_wp_cron", "nowprocket", "cache_buster", "cachebuster",
        "phpsessid", "jsessionid", "cfid", "cftoken", "oscsid", "zenid", "xtcsid", "asp.net_sessionid",
    }
)  # fmt: skip
_TRACKING_PATTERN = re.compile(
    r"(?:utm|mtm|matomo|hsa|bsft|stm)_\w+|aspsessionid\w{8}|sf\d{6,}|__cft__.*|__xts__.*|elqtrack\w*"
)

_FEED = (
    r"rss(?:2|20)?|atom|feeds?|rss[-_]?feed|feedburner|feedly|inoreader|newsblur|flipboard"
    r"|rss-+[0-9a-f]*-{2,}\d+"  # Medium's, which follow a story to the publisher's own host
)
_SHARED = (
    r"timeline|(?:group|single|app)message|share(?:d|_?link|_?btn\w*)?|social(?:_?media)?|sns|newsletter|e?mail"
    r"|copy[-_]?link|clipboard|push(?:_?notification)?|amp|singlemessage_\w+"
)
_NETWORK = (
    r"|x|twitter|tw|facebook|fb|linkedin|whatsapp|telegram|tg|weibo|wechat|weixin|qq|qzone|line|pocket|instapaper"
    r"|reddit|hackernews|hn|tumblr|pinterest|mastodon|bluesky|bsky|threads|press-this|jetpack-whatsapp|nb"
)
_YES = r"|1|true|yes|y|on"
# Dropped only with such a value: the whole of it, whatever its case.
_BY_VALUE = {
    **dict.fromkeys(
        (
            "source",
            "src",
            "from",
            "medium",
            "origin",
            "partner",
            "emc",
            "platform",
            "trk",
            "mod",
            "cid",
            "xid",
        ),
        f"{_FEED}|{_SHARED}",
    ),
    **dict.fromkeys(("ref", "referer", "referrer", "via", "cmp", "share"), f"{_FEED}|{_SHARED}{_NETWORK}"),
    "cmp": rf"{_FEED}|{_SHARED}|share_\w+|twt_\w+|fb_\w+|soc_\w+|aff_\w+",
    "rss": r"|1|true|yes|y",
    **dict.fromkeys(("spm", "scm"), r"[\w-]+(?:\.[\w-]*){2,}"),  # Alibaba's: four or five parts
    **dict.fromkeys(("_", "nocache", "cb"), r"\d{10,}"),  # jQuery's clock, against caches
}
# Of campaigns, but short enough to be somebody's number of an article: dropped unless the value is one.
_UNLESS_A_NUMBER = r"(?![0-9]{1,9}$).+"
_BY_VALUE |= dict.fromkeys(
    (
        "cmpid",
        "icid",
        "intcid",
        "intcmp",
        "int_cmp",
        "icmp",
        "ncid",
        "ocid",
        "maca",
        "s_cid",
        "tpcc",
        "ftag",
        "epik",
        "clickid",
        "fsrc",
        "tsrc",
        "awesm",
        "bxid",
        "mkwid",
        "pcrid",
        "dicbo",
        "sccid",
        "zanpid",
        "irgwc",
    ),
    _UNLESS_A_NUMBER,
)
# Another view of the same article: AMP, print, mobile.
_VIEWS = {
    **dict.fromkeys(("amp", "isamp", "is_amp", "noamp", "nonamp"), rf"amp|mobile|available|0|{_YES}"),
    **dict.fromkeys(
        (
            "print",
            "printable",
            "printer",
            "printview",
            "printerfriendly",
            "printer_friendly",
            "print_view",
            "pfstyle",
        ),
        rf"print|wp|{_YES}",
    ),
    **dict.fromkeys(
        ("outputtype", "output", "format", "view", "viewmode", "mode", "template", "layout"),
        "amp|amphtml|print|printable|printer|printerfriendly",
    ),
    "mobile": rf"0|{_YES}",
    "pagewanted": "print|all",
}
# Often a session, sometimes an article: dropped when it looks like the former and something else is left.
_SESSIONS = frozenset({"sid", "s", "sess", "sessid", "session", "sessionid", "session_id", "sesskey"})
_SESSION = re.compile(r"[0-9a-f]{32,64}|(?=[a-z]*[0-9])(?=[0-9]*[a-z])[0-9a-z]{26,64}")


def name_of(spelt: str) -> str:
    """Return a spelt name as it is compared: decoded, in lower case."""
    return unquote(spelt).lower()


def is_tracking(name: str, value: str | None) -> bool:
    """Tell whether a spelt pair says nothing about which article it is, on any host."""
    name = name_of(name)
    return (
        name in _TRACKING or _TRACKING_PATTERN.fullmatch(name) is not None or _has(_BY_VALUE.get(name), value)
    )


def is_view(name: str, value: str | None) -> bool:
    """Tell whether a spelt pair only asks for another view of the same article."""
    return _has(_VIEWS.get(name_of(name)), value)


def is_session(name: str, value: str | None) -> bool:
    """Tell whether a spelt pair looks like a session, under a name that could be an article's."""
    return name_of(name) in _SESSIONS and _SESSION.fullmatch((value or "").lower()) is not None


def _has(pattern: str | None, value: str | None) -> bool:
    return pattern is not None and _compiled(pattern).fullmatch(unquote(value or "")) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)

"""The networks whose players and posts people embed: tables of addresses, marks and attributes.

Each row is a kind of markup that a network hands out. What a row gives is the page where a reader sees
what is embedded: never the player's own address where the page's can be told from it.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from broadsheet.cleaning.page import host_of

_VIDEO = "video"
_AUDIO = "audio"
_EMBED = "embed"

_UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}"


@dataclass(frozen=True, kw_only=True)
class Player:
    """A network's player: the pattern of its address without the scheme, and its page, made of the groups."""

    address: re.Pattern[str]
    page: str


def _player(address: str, page: str) -> Player:
    return Player(address=re.compile(rf"(?:www\.)?{address}"), page=page)


def _query(name: str, value: str) -> str:
    """Return the pattern of a query that has this parameter somewhere."""
    return rf"\?(?:[^#]{{0,500}}&)?{name}={value}"


PLAYERS = (
    _player(
        r"youtube(?:-nocookie)?\.com/embed/videoseries" + _query("list", r"([\w-]+)"),
        r"https://www.youtube.com/playlist?list=\1",
    ),
    _player(
        r"youtube(?:-nocookie)?\.com/embed/live_stream" + _query("channel", r"([\w-]+)"),
        r"https://www.youtube.com/channel/\1/live",
    ),
    _player(
        r"youtube(?:-nocookie)?\.com/(?:embed|v|shorts|live)/(?!videoseries|live_stream)([\w-]{6,20})",
        r"https://www.youtube.com/watch?v=\1",
    ),
    _player(r"player\.vimeo\.com/video/(\d+)" + _query("h", r"(\w+)"), r"https://vimeo.com/\1/\2"),
    _player(r"player\.vimeo\.com/video/(\d+)", r"https://vimeo.com/\1"),
    _player(r"dailymotion\.com/embed/video/(\w+)", r"https://www.dailymotion.com/video/\1"),
    _player(
        r"geo\.dailymotion\.com/player[^?]{0,40}" + _query("video", r"(\w+)"),
        r"https://www.dailymotion.com/video/\1",
    ),
    _player(
        r"player\.bilibili\.com/player\.html" + _query("bvid", r"(BV\w+)"),
        r"https://www.bilibili.com/video/\1",
    ),
    _player(
        r"player\.bilibili\.com/player\.html" + _query("aid", r"(\d+)"),
        r"https://www.bilibili.com/video/av\1",
    ),
    _player(
        r"v\.qq\.com/(?:txp/)?iframe/(?:player|preview)\.html" + _query("vid", r"(\w+)"),
        r"https://v.qq.com/x/page/\1.html",
    ),
    _player(r"player\.youku\.com/embed/([\w=]+)", r"https://v.youku.com/v_show/id_\1.html"),
    _player(r"embed\.nicovideo\.jp/watch/(\w+)", r"https://www.nicovideo.jp/watch/\1"),
    _player(r"rutube\.ru/(?:play|video)/embed/(\w+)", r"https://rutube.ru/video/\1/"),
    _player(r"ok\.ru/videoembed/(\d+)", r"https://ok.ru/video/\1"),
    _player(
        r"vk\.com/video_ext\.php" + _query("oid", r"(-?\d+)") + r"&(?:amp;)?id=(\d+)",
        r"https://vk.com/video\1_\2",
    ),
    _player(r"player\.twitch\.tv/?" + _query("video", r"v?(\d+)"), r"https://www.twitch.tv/videos/\1"),
    _player(r"player\.twitch\.tv/?" + _query("channel", r"(\w+)"), r"https://www.twitch.tv/\1"),
    _player(r"clips\.twitch\.tv/embed" + _query("clip", r"([\w-]+)"), r"https://clips.twitch.tv/\1"),
    _player(r"streamable\.com/[eos]/(\w+)", r"https://streamable.com/\1"),
    _player(r"odysee\.com/(?:\$|%24)/embed/([^?#]+)", r"https://odysee.com/\1"),
    _player(r"embed\.ted\.com/talks/([^?#]+)", r"https://www.ted.com/talks/\1"),
    _player(r"loom\.com/embed/(\w+)", r"https://www.loom.com/share/\1"),
    _player(r"archive\.org/embed/([^/?#]+)", r"https://archive.org/details/\1"),
    # Software that many hosts run: known by its paths.
    _player(rf"([\w.-]+)/videos/embed/({_UUID}|\w{{22}})", r"https://\1/videos/watch/\2"),
    _player(r"([\w.-]+)/(@[\w.@-]+)/(\d+)/embed", r"https://\1/\2/\3"),
    _player(
        r"platform\.(?:twitter|x)\.com/embed/(?:Tweet|index)\.html" + _query("id", r"(\d+)"),
        r"https://twitter.com/i/status/\1",
    ),
    _player(r"instagram\.com/(p|reel|tv)/([\w-]+)/embed", r"https://www.instagram.com/\1/\2/"),
    _player(r"threads\.(?:net|com)/(@[\w.]+)/post/([\w-]+)/embed", r"https://www.threads.net/\1/post/\2"),
    _player(
        r"embed\.bsky\.app/embed/(did:[\w:.%-]+)/app\.bsky\.feed\.post/(\w+)",
        r"https://bsky.app/profile/\1/post/\2",
    ),
    _player(r"(?:embed\.reddit|redditmedia)\.com/(r/\w+/comments/[^?#]+)", r"https://www.reddit.com/\1"),
    _player(r"t\.me/(\w+)/(\d+)" + _query("embed", "1"), r"https://t.me/\1/\2"),
    _player(r"linkedin\.com/embed/feed/update/(urn:li:\w+:\d+)", r"https://www.linkedin.com/feed/update/\1"),
    _player(
        r"assets\.pinterest\.com/ext/embed\.html" + _query("id", r"(\d+)"),
        r"https://www.pinterest.com/pin/\1/",
    ),
    _player(r"giphy\.com/embed/(\w+)", r"https://giphy.com/gifs/\1"),
    _player(r"imgur\.com/((?:a/)?\w+)/embed", r"https://imgur.com/\1"),
    _player(r"codepen\.io/([\w-]+)/embed/(?:preview/)?(\w+)", r"https://codepen.io/\1/pen/\2"),
    _player(
        r"open\.spotify\.com/embed(?:-podcast)?/(track|album|playlist|episode|show|artist)/(\w+)",
        r"https://open.spotify.com/\1/\2",
    ),
    _player(r"embed\.(podcasts|music)\.apple\.com/([^?#]+)", r"https://\1.apple.com/\2"),
    _player(
        r"widget\.deezer\.com/widget/\w+/(track|album|playlist|episode|show)/(\d+)",
        r"https://www.deezer.com/\1/\2",
    ),
    _player(
        r"music\.163\.com/outchain/player" + _query("id", r"(\d+)"), r"https://music.163.com/#/song?id=\1"
    ),
)
"""Players whose page is told by their address; the first that matches."""

_CARRIERS = re.compile(
    r"//(?:www\.)?(?:facebook\.com/plugins/(?:video|post)\.php\?(?:[^#]{0,500}&)?href="
    r"|w\.soundcloud\.com/player/?\?(?:[^#]{0,500}&)?url=)(https?(?::|%3A)[^&#]+)",
    re.IGNORECASE,
)
"""Players that carry the whole address of what they play in a parameter."""
_NO_PAGE = ("api.soundcloud.com",)

_VIDEO_HOSTS = (
    "youtube.com",
    "youtu.be",
    "youtube-nocookie.com",
    "vimeo.com",
    "dailymotion.com",
    "dai.ly",
    "bilibili.com",
    "v.qq.com",
    "youku.com",
    "nicovideo.jp",
    "rutube.ru",
    "twitch.tv",
    "streamable.com",
    "odysee.com",
    "rumble.com",
    "ted.com",
    "loom.com",
    "wistia.net",
    "wistia.com",
    "brightcove.net",
    "jwplayer.com",
    "ixigua.com",
    "acfun.cn",
)
_AUDIO_HOSTS = (
    "soundcloud.com",
    "spotify.com",
    "acast.com",
    "podcasts.apple.com",
    "music.apple.com",
    "anchor.fm",
    "firstory.me",
    "mixcloud.com",
    "bandcamp.com",
    "deezer.com",
    "music.163.com",
    "ximalaya.com",
    "libsyn.com",
    "podbean.com",
    "buzzsprout.com",
    "simplecast.com",
    "megaphone.fm",
    "art19.com",
    "spreaker.com",
    "transistor.fm",
    "captivate.fm",
    "omny.fm",
    "audioboom.com",
    "xiaoyuzhoufm.com",
)
_VIDEO_PATH = re.compile(
    rf"/videos/(?:embed|watch)/(?:{_UUID}|\w{{22}})|^/(?:plugins/video\.php|[^/]+/videos/\d|video(?:embed|_ext)?[/._-])"
)


@dataclass(frozen=True, kw_only=True)
class Card:
    """A post that a network's script shows as a card: its mark, and how its address is found.

    `attributes` hold the address itself, or what `page` makes an address of; `address` is the kind of
    address that names a post, looked for in these attributes and in the card's links.
    """

    mark: str
    address: re.Pattern[str]
    attributes: tuple[str, ...] = ("cite",)
    page: tuple[tuple[re.Pattern[str], str], ...] = ()


def _card(
    mark: str, address: str, *attributes: str, page: tuple[tuple[re.Pattern[str], str], ...] = ()
) -> Card:
    return Card(mark=mark, address=re.compile(address), attributes=(*attributes, "cite"), page=page)


_TWEET = r"//(?:\w+\.)?(?:twitter|x)\.com/\w+/status"
CARDS = {
    card.mark: card
    for card in (
        _card("twitter-tweet", _TWEET),
        _card("twitter-video", _TWEET),
        _card("instagram-media", r"//(?:www\.)?instagram\.com/(?:p|reel|tv)/", "data-instgrm-permalink"),
        _card("tiktok-embed", r"//(?:www\.)?tiktok\.com/@[\w.-]+/(?:video|photo)/\d"),
        _card("mastodon-embed", r"//[\w.-]+/@[\w.@-]+/\d+", "data-embed-url"),
        _card(
            "bluesky-embed",
            r"//bsky\.app/profile/[^/]+/post/",
            "data-bluesky-uri",
            page=(
                (
                    re.compile(r"at://(did:[\w:.-]+)/app\.bsky\.feed\.post/(\w+)"),
                    r"https://bsky.app/profile/\1/post/\2",
                ),
            ),
        ),
        _card(
            "text-post-media",
            r"//(?:www\.)?threads\.(?:net|com)/@[\w.]+/post/",
            "data-text-post-permalink",
        ),
        _card("reddit-embed-bq", r"//(?:\w+\.)?reddit\.com/r/\w+/comments/"),
        _card("reddit-card", r"//(?:\w+\.)?reddit\.com/r/\w+/comments/"),
        _card(
            "imgur-embed-pub",
            r"//imgur\.com/\w",
            "data-id",
            page=((re.compile(r"((?:a/)?\w{5,10})"), r"https://imgur.com/\1"),),
        ),
        _card("fb-video", r"//(?:\w+\.)?facebook\.com/", "data-href"),
        _card("fb-post", r"//(?:\w+\.)?facebook\.com/", "data-href"),
        _card(
            "flourish-embed",
            r"//public\.flourish\.studio/",
            "data-src",
            page=((re.compile(r"((?:visualisation|story)/\d+)"), r"https://public.flourish.studio/\1/"),),
        ),
        _card(
            "infogram-embed",
            r"//infogram\.com/",
            "data-id",
            page=((re.compile(r"([\w-]{8,60})"), r"https://infogram.com/\1"),),
        ),
    )
}
"""Cards by the class that marks them."""

CARD_LABEL = re.compile(
    r"(?:View|See) (?:this |the |more )?(?:post |video |profile )?on (?:Mastodon|Threads|Instagram|TikTok"
    r"|Bluesky|X|Twitter|Facebook|Reddit)|在 ?(?:Instagram|Threads|Mastodon) ?上?"
    r"(?:查看|檢視)(?:這則|这篇)?\S{0,4}",
    re.IGNORECASE,
)
"""What a card says of itself, and nobody wrote."""


@dataclass(frozen=True, kw_only=True)
class Placeholder:
    """An element that a script makes a player of: its names or classes, and the attribute with its number."""

    mark: re.Pattern[str]
    number: re.Pattern[str]
    page: str


PLACEHOLDERS = (
    Placeholder(
        mark=re.compile(r"(?:^|[-_ ])(?:youtube|lyte|yt)(?:$|[-_ ])", re.IGNORECASE),
        number=re.compile(r"([\w-]{11})"),
        page=r"https://www.youtube.com/watch?v=\1",
    ),
    Placeholder(
        mark=re.compile(r"(?:^|[-_ ])vimeo(?:$|[-_ ])", re.IGNORECASE),
        number=re.compile(r"(\d{6,12})"),
        page=r"https://vimeo.com/\1",
    ),
    Placeholder(
        mark=re.compile(r"(?:^|[-_ ])dailymotion(?:$|[-_ ])", re.IGNORECASE),
        number=re.compile(r"(x\w{4,10})"),
        page=r"https://www.dailymotion.com/video/\1",
    ),
    Placeholder(
        mark=re.compile(r"(?:^|[-_ ])(?:twitter|tweet)(?:$|[-_ ])", re.IGNORECASE),
        number=re.compile(r"(\d{8,20})"),
        page=r"https://twitter.com/i/status/\1",
    ),
    Placeholder(
        mark=re.compile(r"(?:^|[-_ ])instagram(?:$|[-_ ])", re.IGNORECASE),
        number=re.compile(r"([\w-]{9,12})"),
        page=r"https://www.instagram.com/p/\1/",
    ),
)
"""Players that are not there until a script has run, by what their tag or class is called."""

NUMBERS = (
    "videoid", "video-id", "data-videoid", "data-video-id", "data-video_id", "data-video", "data-id",
    "data-youtube-id", "data-youtube", "data-yt-id", "data-ytid", "data-vimeo-id", "data-embed", "data-code",
    "data-tweetid", "data-tweet-id", "data-shortcode",
)  # fmt: skip
"""The attributes in which such players keep the number of what they play, in the order of trust."""

_SCRIPTS = (
    ("data-telegram-post", re.compile(r"(\w{3,64}/\d{1,12})"), r"https://t.me/\1"),
    (
        "src",
        re.compile(r"https://gist\.github\.com/([\w-]+/[0-9a-f]{5,64})\.js(?:\?.*)?"),
        r"https://gist.github.com/\1",
    ),
)


def page_of_script(attributes: dict[str, str]) -> str:
    """Return the page of what a script with these attributes would show in its place, empty for none."""
    for name, pattern, page in _SCRIPTS:
        if match := pattern.fullmatch(attributes.get(name, "")[:500]):
            return match.expand(page)
    return ""


def page_of_placeholder(marks: str, numbers: list[str]) -> str:
    """Return the page that a placeholder called so, with these attributes' values, stands for; or nothing."""
    for row in PLACEHOLDERS:
        if row.mark.search(marks):
            matches = (row.number.fullmatch(number) for number in numbers)
            return next((match.expand(row.page) for match in matches if match), "")
    return ""


def watch_address(url: str) -> str:
    """Return the page where a reader sees what a player's address plays, or the address itself."""
    if carried := _CARRIERS.search(url):
        inner = unquote(carried[1])
        return url if host_of(inner) in _NO_PAGE else inner
    bare = url.partition("//")[2]
    for player in PLAYERS:
        if match := player.address.match(bare):
            return match.expand(player.page)
    return url


def kind_of(url: str) -> str:
    """Return the kind of media that an address most likely is: `video`, `audio` or `embed`."""
    host = host_of(url)
    if _is_of(host, _VIDEO_HOSTS) or _VIDEO_PATH.search(urlsplit(url).path):
        return _VIDEO
    return _AUDIO if _is_of(host, _AUDIO_HOSTS) else _EMBED


def _is_of(host: str, hosts: tuple[str, ...]) -> bool:
    return any(host == own or host.endswith("." + own) for own in hosts)

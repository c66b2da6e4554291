"""Players and posts of the networks: found in every form that pages embed them in, and led to their pages."""

import pytest

from broadsheet.cleaning.removing.networks import kind_of, watch_address
from tests.unit.cleaning.entries import PROSE, cleaned

VIDEO = "https://www.youtube.com/watch?v=aZ3kT9xLq0M"


def media_in(html: str) -> list[tuple[str, str]]:
    return [(media.kind, media.url) for media in cleaned(f"<p>{PROSE}</p>{html}").media]


@pytest.mark.parametrize(
    ("player", "page"),
    [
        ("https://www.youtube-nocookie.com/embed/aZ3kT9xLq0M?rel=0", VIDEO),
        ("https://www.youtube.com/embed/videoseries?si=1&list=PL123", "https://www.youtube.com/playlist?list=PL123"),
        ("https://player.vimeo.com/video/10000042", "https://vimeo.com/10000042"),
        ("https://player.vimeo.com/video/10000042?h=ab12", "https://vimeo.com/10000042/ab12"),
        ("https://www.dailymotion.com/embed/video/x0abcd1", "https://www.dailymotion.com/video/x0abcd1"),
        ("https://player.bilibili.com/player.html?aid=1&bvid=BV1aB411c7zZ", "https://www.bilibili.com/video/BV1aB411c7zZ"),
        ("https://platform.twitter.com/embed/Tweet.html?dnt=true&id=123", "https://twitter.com/i/status/123"),
        ("https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fvideos%2F1%2F", "https://www.facebook.com/a/videos/1/"),
        ("https://open.spotify.com/embed/episode/4abc", "https://open.spotify.com/episode/4abc"),
        ("https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/1", "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/1"),
        ("https://social.example/@mira/1122/embed", "https://social.example/@mira/1122"),
        ("https://news.example/embedded", "https://news.example/embedded"),
    ],
)  # fmt: skip
def test_a_players_address_leads_to_the_page(player: str, page: str) -> None:
    assert watch_address(player) == page


def test_a_video_server_that_anybody_may_run_is_known_by_its_paths() -> None:
    player = "https://tube.example/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d"
    assert kind_of(watch_address(player)) == "video"


@pytest.mark.parametrize(
    "html",
    [
        f"<iframe src=about:blank data-lazy-src={VIDEO}></iframe>",
        "<iframe data-src-cmplz=https://www.youtube.com/embed/aZ3kT9xLq0M></iframe>",
        "<noscript><iframe src=https://www.youtube.com/embed/aZ3kT9xLq0M></iframe></noscript>",
        "<amp-youtube data-videoid=aZ3kT9xLq0M></amp-youtube>",
        "<lite-youtube videoid=aZ3kT9xLq0M></lite-youtube>",
        "<div class=youtube-player data-id=aZ3kT9xLq0M></div>",
        f"<iframe src=''><a href='{VIDEO}'>watch</a></iframe>",
    ],
)
def test_a_video_is_found_in_every_form(html: str) -> None:
    assert media_in(html) == [("video", VIDEO)]


def test_the_fallback_of_another_player_is_another_player() -> None:
    first, second = (
        "https://www.youtube.com/embed/aZ3kT9xLq0M",
        "https://www.dailymotion.com/embed/video/x0abcd1",
    )
    same = media_in(f"<iframe src={first}></iframe><noscript><iframe src={first}></iframe></noscript>")
    other = media_in(f"<iframe src={first}></iframe><noscript><iframe src={second}></iframe></noscript>")
    assert same == [("video", VIDEO)]
    assert other == [("video", VIDEO), ("video", "https://www.dailymotion.com/video/x0abcd1")]


@pytest.mark.parametrize("tag", ["embed", "object", "video", "audio"])
@pytest.mark.parametrize("closed", ["", "</div>"])
@pytest.mark.parametrize("address", ["https://v.example/1", ""])
def test_a_player_that_is_never_closed_takes_nothing_with_it(tag: str, closed: str, address: str) -> None:
    player = f'<div><{tag} src="{address}" data="{address}">'
    rest = f"<p>{' '.join([PROSE] * 4)} Three.</p>{closed}<p>Four.</p>"
    content = cleaned(f"<p>{PROSE} One.</p><p>{PROSE} Two.</p>{player}{rest}")
    ends = [line.rsplit(maxsplit=1)[-1] for line in content.text.splitlines()]
    assert ends == ["One.", "Two.", "Three.", "Four."]
    assert [media.url for media in content.media] == [address] * bool(address)


def test_an_embed_ends_where_it_begins() -> None:
    content = cleaned(f"<p>{PROSE}</p><embed src='https://v.example/1'><p>Two.</p>")
    assert content.text.splitlines() == [PROSE, "Two."]


@pytest.mark.parametrize(
    "player",
    [
        "<video src='https://v.example/1'><p>Your browser cannot play this. Get a newer one.</p></video>",
        f"<iframe src='https://v.example/1'>{PROSE * 5}</iframe>",
    ],
)
def test_what_browsers_without_a_player_are_told_is_no_part_of_the_article(player: str) -> None:
    assert cleaned(f"<p>{PROSE}</p>{player}").text == PROSE


def test_what_a_script_would_show_is_media() -> None:
    telegram = (
        '<script src="https://telegram.org/js/telegram-widget.js" data-telegram-post="news/83"></script>'
    )
    gist = '<script src="https://gist.github.com/mira/0123456789abcdef.js"></script>'
    found = media_in(telegram + gist + "<script src=https://ads.example/a.js></script>")
    assert found == [
        ("embed", "https://t.me/news/83"),
        ("embed", "https://gist.github.com/mira/0123456789abcdef"),
    ]


@pytest.mark.parametrize(
    ("card", "url"),
    [
        ('<blockquote class="mastodon-embed" data-embed-url="https://s.example/@mira/11/embed"><p>Hail.</p><a href="https://s.example/@mira/11">View on Mastodon</a></blockquote>', "https://s.example/@mira/11"),
        ('<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:a/app.bsky.feed.post/3k"><p>Hail.</p></blockquote>', "https://bsky.app/profile/did:plc:a/post/3k"),
        ('<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.net/@m/post/C1"><p>Hail.</p><a href="https://www.threads.net/@m/post/C1"><div>View on Threads</div></a></blockquote>', "https://www.threads.net/@m/post/C1"),
        ('<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@m/video/123"><p>Hail.</p><a href="https://www.tiktok.com/music/s-1">♬</a></blockquote>', "https://www.tiktok.com/@m/video/123"),
        ('<blockquote class="reddit-embed-bq"><p>Hail.</p><a href="https://www.reddit.com/r/x/comments/ab/t/">A</a> by <a href="https://www.reddit.com/user/m/">m</a></blockquote>', "https://www.reddit.com/r/x/comments/ab/t/"),
    ],
)  # fmt: skip
def test_a_card_keeps_its_words_and_gives_its_address(card: str, url: str) -> None:
    content = cleaned(f"<p>{PROSE}</p>{card}")
    assert [media.url for media in content.media] == [url]
    assert "Hail." in content.text
    assert "View on" not in content.text


def test_the_audit_shows_a_player_that_led_nowhere() -> None:
    content = cleaned(f"<p>{PROSE}</p><iframe class=ghost></iframe>")
    assert [removal.sample for removal in content.removed if removal.rule == "empty-player"] == [
        '<iframe class="ghost"></iframe>'
    ]

"""What is called like boilerplate and is the article's stays; boilerplate beside it goes."""

import pytest

from tests.unit.cleaning.entries import PROSE, cleaned


def kept(html: str) -> str:
    return cleaned(f"<p>{PROSE}</p>{html}<p>{PROSE}</p>").text.replace(PROSE, "").strip("\n")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h2 id='ads-that-work'>Ads that work</h2>", "Ads that work"),
        ("<section id='oil-share'><h2>The oil share</h2><p>It fell.</p></section>", "The oil share\nIt fell."),
        ("<p class='promo-law'>The law was passed in May.</p>", "The law was passed in May."),
        ("<p class='ad-budget'>Das Geld reicht für ein Jahr.</p>", "Das Geld reicht für ein Jahr."),
        ("<p class='share-price'>股價昨天跌了一成。</p>", "股價昨天跌了一成。"),
        ("<ul class='tag-list'><li>Rot für die Gefahr</li><li>Blau für das Wasser</li></ul>",
         "Rot für die Gefahr\nBlau für das Wasser"),
        ("<h3><button>Qui paie le phare ?</button></h3>", "Qui paie le phare ?"),
        ("<p>The <button class='term'>Fresnel lens</button> bends it.</p>", "The Fresnel lens bends it."),
        ("<div role='alert'>Rectificación: el puerto abrió en marzo.</div>",
         "Rectificación: el puerto abrió en marzo."),
        ("<a href='https://twitter.com/intent/tweet?text=x'><span>A lamp is a promise to a ship.</span>Tweet this</a>", "A lamp is a promise to a ship."),
        ("<div class='social-media'><blockquote class='twitter-tweet'><p>It is lit.</p></blockquote></div>",
         "It is lit."),
    ],
)  # fmt: skip
def test_words_of_the_article_stay(html: str, text: str) -> None:
    assert kept(html) == text


@pytest.mark.parametrize(
    "html",
    [
        "<section id='related-articles'><h3>Related articles</h3><p>The mill. The weir.</p></section>",
        "<section id='newsletter'><h2>Newsletter</h2><p>Our best stories, every day.</p></section>",
        "<p class='promo'>Subscribe to the paper and save a third.</p>",
        "<p class='newsletter'>Our newsletter comes on Sundays.</p>",
        "<ul class='post-tags'><li>Harbour</li><li>Lamp</li></ul>",
        "<ul class='share-links'><li>Share on Facebook</li><li>Share on Mastodon</li></ul>",
        "<p><button>Subscribe now</button></p>",
        "<div role='alert'>This site uses cookies.</div>",
        "<div role='alert'>Please enable JavaScript.</div>",
        "<a href='https://twitter.com/share?url=x'>Tweet</a>",
        "<div class='social-media'><a href='/rss'>RSS</a></div>",
        "<div class='promo-image'><a href='/shop'><img src='/mug.jpg'></a></div>",
        "<div class='newsletter'><figure><img src='/mug.jpg'></figure><p>Get it now.</p></div>",
    ],
)
def test_boilerplate_called_so_goes(html: str) -> None:
    page = cleaned(f"<p>{PROSE}</p>{html}<p>{PROSE}</p>")
    assert page.text == f"{PROSE}\n{PROSE}"
    assert not page.images


def test_a_photograph_in_a_wrapper_called_promo_stays() -> None:
    photo = "<figure class='promo-image'><img src='https://i.example/y.jpg'><figcaption>The lamp.</figcaption></figure>"
    assert [image.caption for image in cleaned(f"<p>{PROSE}</p>{photo}<p>{PROSE}</p>").images] == [
        "The lamp."
    ]

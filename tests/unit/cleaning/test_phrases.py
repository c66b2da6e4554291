"""What is printed around articles goes in every language that has a file of phrases; prose like it stays."""

import pytest

from broadsheet.cleaning.phrases import KINDS, PHRASE_RULES, load_phrases
from broadsheet.cleaning.rules.rule import compile_text
from tests.unit.cleaning.entries import PROSE, cleaned

GOES = {
    "ar": ("اقرأ أيضا: افتتاح الجسر", "تابعنا على فيسبوك", "جميع الحقوق محفوظة"),
    "de": (
        "Der Beitrag Die Brücke ist offen erschien zuerst auf Stadtblatt.",
        "Lesen Sie auch: Die Brücke ist offen",
        "- Anzeige -",
    ),
    "el": (
        "Διαβάστε επίσης: Άνοιξε η γέφυρα",
        "Ακολουθήστε μας στο Facebook",
        "Διαφήμιση",
        "Αφήστε ένα σχόλιο",
    ),
    "en": (
        "This entry was posted in News. Bookmark the permalink.",
        "Like Loading...",
        "5 min read",
        "Back to top",
    ),
    "es": ("Lee también: El puente está abierto", "Síguenos en Facebook y Twitter", "Deja un comentario"),
    "fa": ("بیشتر بخوانید: پل باز شد", "ما را در تلگرام دنبال کنید", "ادامه مطلب"),
    "fr": (
        "L’article Le pont est ouvert est apparu en premier sur La Ville.",
        "À lire aussi : Le pont",
        "Publicité",
    ),
    "hi": ("यह भी पढ़ें: पुल खुल गया", "विज्ञापन", "पूरी खबर पढ़ें"),
    "id": ("Baca juga: Jembatan dibuka", "Ikuti kami di Instagram", "Editor: Budi Santoso"),
    "it": (
        "L'articolo Il ponte è aperto proviene da Il Borgo.",
        "Iscriviti alla newsletter",
        "Riproduzione riservata",
    ),
    "ja": ("関連記事：橋が開通", "続きを読む", "無断転載禁止"),
    "ko": ("© 항구신문, 무단 전재 및 재배포 금지", "관련기사"),
    "nl": (
        "Het bericht De brug is open verscheen eerst op Stadsblad.",
        "Lees ook: De brug is open",
        "Advertentie",
    ),
    "pl": (
        "Artykuł Most otwarty pochodzi z serwisu Gazeta.",
        "Czytaj także: Most otwarty",
    ),
    "pt": (
        "O post A ponte abriu apareceu primeiro em Jornal.",
        "Leia também: A ponte abriu",
        "Deixe um comentário",
    ),
    "ru": (
        "Сообщение Мост открыт появились сначала на Газета.",
        "Читайте также: Мост открыт",
        "Все права защищены",
    ),
    "th": ("อ่านเพิ่มเติม: สะพานเปิดแล้ว", "โฆษณา", "แสดงความคิดเห็น"),
    "tr": (
        "Köprü açıldı yazısı ilk önce Gazete üzerinde ortaya çıktı.",
        "İlgili haberler",
        "Tüm hakları saklıdır",
    ),
    "uk": ("Читайте також: Міст відкрито", "Підписуйтесь на наш Telegram-канал", "Залишити коментар"),
    "vi": ("Xem thêm: Cầu đã mở", "Theo dõi chúng tôi trên Facebook", "Quảng cáo"),
    "zh": ("相關閱讀：大橋通車", "(责任编辑：王小明)", "未经授权，不得转载"),
}
STAYS = {
    "ar": ("شارك المئات في افتتاح الجسر يوم الثلاثاء.", "إعلان الحكومة عن الجسر فاجأ سكان المدينة."),
    "de": ("Anzeige gegen den Bürgermeister erstattete am Dienstag ein Nachbar.", "Teilen ist für Kinder nicht leicht."),
    "el": ("Διαβάστε επίσης μας είπε ο δάσκαλος και άλλα βιβλία.", "Διαφήμιση και τέχνη δεν είναι το ίδιο πράγμα."),
    "en": ("Comments by the mayor were met with silence.", "Subscribe to the theory and you must accept its cost.",
           "Published in 1851, the novel sold badly.", "Share of voice is a measure of advertising."),
    "es": ("Comparte casa con su hermana desde el verano.", "Publicado en 1851, el libro se vendió mal."),
    "fa": ("نظرات شهردار با سکوت روبه‌رو شد.", "چاپ این کتاب دو سال طول کشید."),
    "fr": ("Partager un repas avec un inconnu change tout.", "Publié en 1851, le roman se vendit mal."),
    "hi": ("विज्ञापन की दुनिया में यह साल कठिन रहा।", "टिप्पणी करने वालों ने पुल की तारीफ़ की।"),
    "id": ("Bagikan makanan kepada tetangga adalah kebiasaan di sini.", "Iklan rokok dilarang di kota itu."),
    "it": ("Condividi una casa con chi ami e capirai.", "Pubblicato nel 1851, il romanzo vendette poco."),
    "ja": ("広告は三年前から減り続けている。", "印刷された本は二千部だけだった。"),
    "ko": ("광고는 삼 년 전부터 줄고 있다.", "댓글을 남긴 사람은 모두 이웃이었다."),
    "nl": ("Delen met de buren is hier gewoon.", "Gepubliceerd in 1851 verkocht de roman slecht."),
    "pl": ("Reklama dźwignią handlu, mawiał dziadek.", "Komentarze burmistrza przyjęto milczeniem."),
    "pt": ("Partilhe o pão e terá amigos, dizia a avó.", "Publicado em 1851, o romance vendeu pouco."),
    "ru": ("Реклама на улицах города исчезла за год.", "Комментарии мэра встретили молчанием."),
    "th": ("โฆษณาในเมืองนี้ลดลงทุกปีตั้งแต่สามปีก่อน", "แชร์ลูกโซ่ทำให้ชาวบ้านเสียเงินไปมาก"),
    "tr": ("Reklam sektörü bu yıl küçüldü.", "Yorumlar sessizlikle karşılandı."),
    "uk": ("Реклама на вулицях міста зникла за рік.", "Коментарі мера зустріли мовчанням."),
    "vi": ("Quảng cáo trên đường phố đã giảm một nửa.", "Bình luận của thị trưởng gây tranh cãi."),
    "zh": ("分享是一种美德，老师常这样说。", "广告收入三年来一直在下降。", "编辑：这个职业正在消失，他说。"),
}  # fmt: skip
DATES = (
    "آخر تحديث: 3 مايو 2024",
    "Aktualisiert am 3. Mai 2024 um 12:30 Uhr",
    "更新日：2024年5月3日 12:30",
    "입력: 2024-05-03 12:30",
    "Opublikowano: 3 maja 2024",
    "发布时间：2024-05-03 16:29:51",
    "Published: May 3, 2024",
    "Publié le 3 mai 2024 à 12h30",
    "Обновлено: 3 мая 2024, 12:30",
    "Yayınlanma: 3 Mayıs 2024",
)
FILES = sorted(GOES)


@pytest.mark.parametrize("line", DATES)
def test_a_labelled_date_goes_from_the_top_and_stays_within_the_text(line: str) -> None:
    assert cleaned(f"<p>{line}</p><p>{PROSE}</p>").text == PROSE
    assert cleaned(f"<p>{PROSE}</p><p>{line}</p><p>{PROSE}</p>").text == f"{PROSE}\n{line}\n{PROSE}"


@pytest.mark.parametrize("language", FILES)
def test_lines_of_boilerplate_go(language: str) -> None:
    lines = "".join(f"<p>{line}</p>" for line in GOES[language])
    assert cleaned(f"<p>{PROSE}</p><p>{PROSE}</p>{lines}").text == f"{PROSE}\n{PROSE}"


@pytest.mark.parametrize("language", FILES)
def test_prose_that_begins_like_boilerplate_stays(language: str) -> None:
    lines = STAYS[language]
    body = "".join(f"<p>{line}</p>" for line in lines)
    assert cleaned(f"<p>{PROSE}</p>{body}<p>{PROSE}</p>").text.split("\n")[1:-1] == list(lines)


def test_every_language_has_every_list() -> None:
    phrases = load_phrases()
    assert set(phrases) == set(KINDS)
    assert all(phrases[kind] for kind in KINDS)


def test_no_pattern_takes_long_for_a_line_that_it_nearly_matches() -> None:
    hostile = (
        "Der Beitrag " + "erschien zuerst auf " * 29,
        "Updated " + "1 am " * 30 + "x",
        "… " * 290,
        "The post " * 65,
    )
    assert [
        rule.name
        for rule in PHRASE_RULES
        for line in hostile
        if compile_text(rule.text).fullmatch(line + "!" * 9)
    ] == []

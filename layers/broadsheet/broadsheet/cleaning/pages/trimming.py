"""What stands in the main box before the article begins and after it has ended."""

import re
from collections import defaultdict

from broadsheet.cleaning.pages.boxes import Box
from broadsheet.cleaning.pages.choosing import HEADINGS, text_of
from broadsheet.cleaning.pages.dates import day_in, is_only_a_day
from broadsheet.cleaning.pages.ending import drop_end
from broadsheet.cleaning.pages.names import AUTHORS, DETAILS, INTRODUCTIONS, words_of
from broadsheet.cleaning.soup import letters_of

_SENTENCE_END = re.compile(r"[.!?…:。！？：।؟۔\"”»’」)）]\s*[^\w\s]{0,3}\s*$")
_SENTENCE = re.compile(r"\w[.!?…。！？।؟۔][\"”»’」)）]?\s*$")
_WORD = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff]{2}|[^\\W\\d_]{2,}"
)  # two characters of Chinese stand for one
_FEWEST_WORDS = 4  # of a sentence
_SHORT, _LONGEST_BYLINE = 90, 160  # characters
_FORMS = frozenset({
    "ul", "ol", "dl", "li", "dt", "dd", "table", "tbody", "thead", "tr", "td", "th", "pre", "blockquote",
    "figure", "figcaption",
})  # fmt: skip
_ABOVE_SHARE = 0.35  # of the prose: as much above a headline is the article's
_BODY_SHARE = 0.3  # of the prose: a box that holds as much of it is a part of the article
_LINKED = 0.5  # of the letters
_ASIDE = 24  # letters outside of links, more than a signature has
_TOLD = 30  # letters outside of links, of a sentence
_OPENING = 3  # paragraphs, before the last of which the day of publication may be printed
_DATED = re.compile(
    r"(?i)(?:(?:first )?(?:published|posted)|(?:last )?updated|veröffentlicht|publié|publicado|opublikowano|опубликовано)\b(?: on| at| am| le| el| em)?"
)
_FEWEST = 3  # rows of a table or items of a list that says something
_BYLINE = re.compile(
    r"(?:(?:by|written by|posted (?:by|on|in)|published(?: on| by| at)?|(?:last )?updated(?: on| at)?|(?:medically )?reviewed by|edited by|von|par|por|di|door|av|af"
    r"|autor(?:a|es|in)?|text|foto|źródło|автор|дата|опубликовано)\b\s*[:：]?"
    r"|作者|记者|記者|来源|來源|发布|發布|时间|時間|日期|文[:：/]"
    r"|(?:\S{1,30}\s+)?\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}.{0,40}(?:来源|來源|作者|编辑|編輯|评论|評論|字号|字號|记者|記者|摘自)).*",
    re.IGNORECASE | re.DOTALL,
)
_DATE = re.compile(r"(?:19|20)\d\d|\d{1,2}:\d\d|\b\d+ (?:min(?:ute)?s?|hours?|days?)\b", re.IGNORECASE)


def trim(main: Box, headline: Box | None) -> None:
    """Take away what stands above the headline, facts and labels, and what follows the end."""
    _drop_above(main, headline)
    drop_end(main)
    _drop_repeated(main)
    boxes = [box for box in main.within() if box is not main]
    proses = [box for box in boxes if box.prose]
    if not proses:
        return
    holders, kept = _with_holders(proses), _tables_of_facts(boxes) | _lists_told(boxes, proses[0].number)
    begin, opening, end = _beginning(main, proses), proses[:_OPENING][-1].number, proses[-1].number
    for box in boxes:
        if box.is_gone or box in kept:
            continue
        if box in holders:
            if box.number < begin and not box.boxes and _is_byline(box):
                box.drop()
        elif (
            (box.number < opening and _is_dated(box))
            or (box.number < begin and _is_label(box) and not _holds_heading(box))
            or (
                box.number > end
                and (_is_label(box) or (box.tag in HEADINGS and not box.all_pictures))
                and not _goes_on(box, proses[-1])
            )
        ):
            box.drop()


def _with_holders(boxes: list[Box]) -> set[Box]:
    """Return the boxes and all that hold them, each holder looked at once."""
    found = set[Box]()
    for box in boxes:
        for holder in (box, *box.holders()):
            if holder in found:
                break
            found.add(holder)
    return found


def _tables_of_facts(boxes: list[Box]) -> set[Box]:
    """Return the tables that say something in each row, linked names in it or not, all within, their holders."""
    rows: dict[Box, list[Box]] = defaultdict(list)
    for box in boxes:
        if box.tag == "tr" and (table := next((one for one in box.holders() if one.tag == "table"), None)):
            rows[table].append(box)
    return _whole([table for table, own in rows.items() if 2 * sum(map(_tells, own)) > len(own) >= _FEWEST])


def _tells(row: Box) -> bool:
    """Whether a row says something of something; in one of linked headlines or pictures each cell is by itself."""
    cells = [cell for cell in row.boxes if cell.all_length]
    are_pictures = sum(cell.all_pictures for cell in cells) >= len(cells)
    return len(cells) > 1 and not are_pictures and any(cell.link_density < _LINKED for cell in cells)


def _lists_told(boxes: list[Box], first: int) -> set[Box]:
    """Return the lists below the first prose whose items are short, but no links and no facts of the article."""
    lists = (box for box in boxes if box.number > first and box.tag in {"ul", "ol"})
    return _whole([box for box in lists if sum(map(_is_told, box.boxes)) >= _FEWEST])


def _is_told(item: Box) -> bool:
    return not (item.boxes or item.all_links or _is_fact(item.text)) and len(_WORD.findall(item.text)) > 1


def _whole(found: list[Box]) -> set[Box]:
    """Return the boxes with all that they hold, each walked once, and all that hold them."""
    whole = set[Box]()
    for box in found:
        if box not in whole:
            whole.update(box.within())
    return whole | _with_holders(found)


def _beginning(main: Box, proses: list[Box]) -> int:
    """Return the number of the box with which the text begins: the first with others like it beside it."""
    for box in proses:
        beside = (
            [other for other in box.parent.boxes if not other.is_gone and other.prose] if box.parent else []
        )
        if (box.prose >= _BODY_SHARE * main.all_prose or len(beside) > 1) and not _is_byline(box):
            return box.number
    return proses[0].number


def _is_byline(box: Box) -> bool:
    text = text_of(box)
    return (
        box.all_length <= _LONGEST_BYLINE
        and bool(_BYLINE.match(text))
        and bool(_DATE.search(text) or not re.search(r"[.!?。！？]$", text))
    )


def _drop_above(main: Box, headline: Box | None) -> None:
    if headline is None or main not in headline.holders():
        return
    holders = set(headline.holders())
    above = [
        box
        for box in main.within()
        if box.number < headline.number and box.parent in holders and box not in holders
    ]
    if headline.tag != "h1":  # an introduction may stand over it, with its pictures
        introduction = next(
            (b.number for b in above if b.parent is headline.parent and b.prose), headline.number
        )
        above = [box for box in above if box.number < introduction]
    if sum(box.all_prose for box in above) < _ABOVE_SHARE * main.all_prose:
        for box in above:
            box.drop()


def _drop_repeated(main: Box) -> None:
    """Drop prose that stands in the box for a second time: captions of a slide show, a summary.

    A paragraph beside the first is the author's own, and so is one beside prose that is new.
    """
    first, parts = dict[str, Box | None](), defaultdict[Box | None, list[tuple[Box, bool]]](list)
    for box in list(main.within()):
        if box.prose and not box.boxes:
            is_again = first.setdefault(letters_of(box.text), box.parent) is not box.parent
            parts[box.parent].append((box, is_again))
    for part in parts.values():
        if all(is_again for _, is_again in part):
            for box, _ in part:
                box.drop()


def _goes_on(box: Box, last: Box) -> bool:
    """Whether the box is a short paragraph where the last long one stands, and no way to somewhere else."""
    return (
        (box.parent, box.tag) == (last.parent, "p")
        and box.all_length - box.all_linked >= max(_ASIDE, box.all_linked)
        and not _is_fact(box.text)
    )


def _is_label(box: Box) -> bool:
    """Whether the box is no more than a label, a fact or a way to somewhere else."""
    if box.all_prose or not box.all_length or box.tag in HEADINGS:
        return False
    unlinked = box.all_length - box.all_linked
    if unlinked >= _TOLD and not box.boxes and _SENTENCE.search(box.text) and not _is_fact(text_of(box)):
        return False
    if words_of(box.element) & DETAILS or box.link_density > _LINKED:
        return not box.all_pictures or (box.all_length < _SHORT and not _holds_figure(box))
    text = text_of(box)
    if unlinked >= _TOLD and words_of(box.element) & INTRODUCTIONS and not _is_fact(text):
        return False
    is_short = box.all_length < _SHORT and not box.all_pictures
    if is_short and _is_fact(text) and not _holds_form(box):
        return True
    return is_short and not _SENTENCE_END.search(text) and box.tag not in _FORMS


def _is_dated(box: Box) -> bool:
    """Whether the box is a line of nothing but a day, as it stands below an introduction or a picture."""
    return box.all_length < _SHORT and is_only_a_day(_DATED.sub("", text_of(box)).strip(" :,|"))


def _is_fact(text: str) -> bool:
    """Whether the line says who wrote the article or when; a sentence with a year in it does not."""
    if _BYLINE.match(text):
        return True
    return bool(_DATE.search(text)) and not (
        _SENTENCE.search(text) and len(_WORD.findall(text)) >= _FEWEST_WORDS and day_in(text) is None
    )


def _holds_heading(box: Box) -> bool:
    below = HEADINGS - {"h1"}  # which is the title again
    return box.link_density <= _LINKED and any(inner.tag in below for inner in box.within())


def _holds_figure(box: Box) -> bool:
    """Whether a picture of the article's stands in the box, with its caption or its credit; an author's is none."""
    return not words_of(box.element) & AUTHORS and any(inner.tag == "figure" for inner in box.within())


def _holds_form(box: Box) -> bool:
    return box.tag in _FORMS - {"ul", "li", "dl", "dt", "dd"}

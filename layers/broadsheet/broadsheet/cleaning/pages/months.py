"""The names of the months, as dates are written with them in the languages of newspapers."""

import re

# A row a month: in the case that dates have them, and as they are shortened. What means two months in two
# languages stands where more people write it.
_NAMES = (
    (
        "january jan januar january januari januára janeiro janvier janv jän jänner gennaio gen enero ene января январь янв января "
        "січня януари januára stycznia sty ledna leden ιανουαρίου ιανουάριος ιαν ocak oca ianuarie január tammikuuta jaanuar janvāris "
        "janvāra janvārī sausio januara siječnja يناير ژانویه जनवरी มกราคม ม.ค."
    ),
    (
        "february feb februar februari fevereiro fev février févr fév febbraio febrero февраля февраль фев февр лютого февруари lutego lut "
        "února únor φεβρουαρίου φεβρουάριος φεβ şubat şub februarie február helmikuuta veebruar februāris februāra februārī vasario "
        "februara veljače februára فبراير شباط فوریه फरवरी फ़रवरी กุมภาพันธ์ ก.พ."
    ),
    (
        "march mar märz mär mrz maart mrt mars março marzo марта март мар березня marca března březen μαρτίου μάρτιος μαρ mart martie "
        "március maaliskuuta märts marts marta martā kovo ožujka مارس آذار मार्च maret มีนาคม มี.ค."
    ),
    (
        "april apr aprile abril abr avril avr апреля апрель апр квітня април kwietnia kwi dubna duben απριλίου απρίλιος απρ nisan aprilie "
        "április huhtikuuta aprill aprīlis aprīļa aprīlī balandžio aprila apríla travnja أبريل ابريل نيسان آوریل अप्रैल เมษายน เม.ย."
    ),
    (
        "may mai mei maj maja maio maggio mag mayo мая май травня května květen μαΐου μάιος μαι μάι mayıs május toukokuuta maijs maija "
        "maijā gegužės svibnja mája مايو أيار مه मई พฤษภาคม พ.ค."
    ),
    (
        "june jun juni junho juin giugno giu junio июня июнь июн червня юни czerwca cze června červen ιουνίου ιούνιος ιουν haziran haz iunie "
        "június kesäkuuta juuni jūnijs jūnija jūnijā birželio juna júna lipnja يونيو حزيران ژوئن जून มิถุนายน มิ.ย."
    ),
    (
        "july jul juli julho juillet juil luglio lug julio июля июль июл липня юли lipca lip července červenec ιουλίου ιούλιος ιουλ temmuz "
        "tem iulie július heinäkuuta juuli jūlijs jūlija jūlijā liepos jula júla srpnja يوليو تموز ژوئیه जुलाई กรกฎาคม ก.ค."
    ),
    (
        "august aug augusti augustus agosto ago août aout августа август авг серпня sierpnia sie srpna srpen αυγούστου αύγουστος αυγ "
        "ağustos ağu augusztus elokuuta augusts augusta augustā rugpjūčio avgust avgusta kolovoza agustus أغسطس اغسطس آب اوت अगस्त "
        "สิงหาคม ส.ค."
    ),
    (
        "september sep sept setembro set septembre settembre septiembre setiembre сентября сентябрь сен сент вересня септември września wrz "
        "září σεπτεμβρίου σεπτέμβριος σεπ eylül eyl septembrie szeptember syyskuuta septembris septembra septembrī rugsėjo septembar rujna "
        "سبتمبر أيلول سپتامبر सितंबर กันยายน ก.ย."
    ),
    (
        "october oct oktober okt outubro out octobre ottobre ott octubre октября октябрь окт жовтня октомври października paź října říjen "
        "οκτωβρίου οκτώβριος οκτ ekim eki octombrie október lokakuuta oktoober oktobris oktobra oktobrī spalio oktobar أكتوبر اكتوبر اکتبر "
        "अक्टूबर ตุลาคม ต.ค."
    ),
    (
        "november nov novembro novembre noviembre ноября ноябрь ноя нояб листопада ноември listopada lis νοεμβρίου νοέμβριος νοε kasım kas "
        "noiembrie marraskuuta novembris novembra novembrī lapkričio novembar studenoga studenog نوفمبر نوامبر नवंबर พฤศจิกายน พ.ย."
    ),
    (
        "december dec dezember dez dezembro décembre déc decembre dicembre dic diciembre декабря декабрь дек грудня декември grudnia gru "
        "prosince prosinec δεκεμβρίου δεκέμβριος δεκ aralık ara decembrie joulukuuta detsember decembris decembra decembrī gruodžio "
        "decembar prosinca desember ديسمبر دسامبر दिसंबर ธันวาคม ธ.ค."
    ),
)  # fmt: skip
_MONTHS = {
    name.casefold().rstrip("."): number for number, row in enumerate(_NAMES, 1) for name in row.split()
}
# The Levant's names of two words.
_PAIRS = {"كانون الثاني": "يناير", "تشرين الأول": "أكتوبر", "تشرين الثاني": "نوفمبر", "كانون الأول": "ديسمبر"}
_BESIDE = frozenset("of de del di do den der des г год года".split())
_PARTS = re.compile(r"[^\s/,]+")


def month_in(words: str) -> int | None:
    """Return the month that these words name, with no other word beside but such as `of`; None if not."""
    folded = " ".join(words.casefold().split())
    for pair, name in _PAIRS.items():
        folded = folded.replace(pair, name)
    parts = [part.strip(".-") for part in _PARTS.findall(folded)]
    found = {_MONTHS.get(part) for part in parts if part not in _BESIDE}
    return found.pop() if len(found) == 1 else None

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
# Further languages, a row each, from January on; names of one month are parted by strokes.
_FURTHER = (
    "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",  # Catalan
    "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",  # Galician
    ("urtarrila/urtarrilaren otsaila/otsailaren martxoa/martxoaren apirila/apirilaren maiatza/maiatzaren ekaina/ekainaren "
     "uztaila/uztailaren abuztua/abuztuaren iraila/irailaren urria/urriaren azaroa/azaroaren abendua/abenduaren"),  # Basque
    ("eanáir/eanair feabhra/feabhra márta/marta aibreán/aibreán bealtaine meitheamh iúil/iuil lúnasa/lunasa "
     "september october samhain nollaig"),  # Irish
    "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr",  # Welsh
    "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",  # Icelandic
    "januarie februarie maart april mei junie julie augustus september oktober november desember",  # Afrikaans
    "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",  # Albanian
    ("јануари/јануара/јануар фебруари/фебруара/фебруар март/марта април/априла мај/маја јуни/јуна/јун јули/јула/јул "
     "август/августа септември/септембра/септембар октомври/октобра/октобар ноември/новембра/новембар "
     "декември/децембра/децембар"),  # Macedonian, Serbian
    "студзеня лютага сакавіка красавіка мая/траўня чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",  # Belarusian
    "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",  # Kazakh
    "yanvar fevral mart aprel may iyun iyul avqust/avgust sentyabr oktyabr noyabr dekabr",  # Azerbaijani, Uzbek
    ("იანვარი/იანვარს თებერვალი/თებერვალს მარტი/მარტს აპრილი/აპრილს მაისი/მაისს ივნისი/ივნისს ივლისი/ივლისს აგვისტო/აგვისტოს "
     "სექტემბერი/სექტემბერს ოქტომბერი/ოქტომბერს ნოემბერი/ნოემბერს დეკემბერი/დეკემბერს"),  # Georgian
    ("հունվարի/հունվար փետրվարի/փետրվար մարտի/մարտ ապրիլի/ապրիլ մայիսի/մայիս հունիսի/հունիս հուլիսի/հուլիս օգոստոսի/օգոստոս "
     "սեպտեմբերի/սեպտեմբեր հոկտեմբերի/հոկտեմբեր նոյեմբերի/նոյեմբեր դեկտեմբերի/դեկտեմբեր"),  # Armenian
    ("ינואר/בינואר פברואר/בפברואר מרץ/במרץ/מרס/במרס אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי אוגוסט/באוגוסט "
     "ספטמבר/בספטמבר אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר"),  # Hebrew
    "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",  # Urdu
    "জানুয়ারি/জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারি/ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট/অগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",  # Bengali
    "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",  # Tamil
    "జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జూలై ఆగస్టు సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్",  # Telugu
    "जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर",  # Marathi
    "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",  # Swahili
    "januari februari mac april mei jun julai ogos september oktober november disember",  # Malay
    "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre",  # Filipino
)  # fmt: skip
_MONTHS = {
    name.casefold().rstrip("."): number for number, row in enumerate(_NAMES, 1) for name in row.split()
}
for _row in _FURTHER:
    for _number, _names in enumerate(_row.split(), 1):
        for _name in _names.split("/"):
            _MONTHS.setdefault(_name.casefold(), _number)
# Names of two words, of the Levant and of Ireland.
_PAIRS = {
    "meán fómhair": "september",
    "deireadh fómhair": "october",
    "كانون الثاني": "يناير",
    "تشرين الأول": "أكتوبر",
    "تشرين الثاني": "نوفمبر",
    "كانون الأول": "ديسمبر",
}
_BESIDE = frozenset("of de del di do den der des г год года".split())
_ELIDED = re.compile(r"\bd['’](?=\w)")  # Catalan: 14 d'abril
_PARTS = re.compile(r"[^\s/,]+")


def month_in(words: str) -> int | None:
    """Return the month that these words name, with no other word beside but such as `of`; None if not."""
    folded = _ELIDED.sub("", " ".join(words.casefold().split()))
    for pair, name in _PAIRS.items():
        folded = folded.replace(pair, name)
    parts = [part.strip(".-") for part in _PARTS.findall(folded)]
    found = {_MONTHS.get(part) for part in parts if part not in _BESIDE}
    return found.pop() if len(found) == 1 else None

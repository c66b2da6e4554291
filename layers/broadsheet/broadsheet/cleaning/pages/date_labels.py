"""What pages call the dates that they print: the day of publication, that of a change, or that of something else."""

import re

UPDATED = re.compile(
    r"updat|modif|revis|aktualis|aktualiz|mise à jour|mis à jour|actualiz|aggiorn|обновл|изменен|更新|修改|\bstand\s*:|bijgewerkt|gewijzigd|güncelle"
    r"|uppdater|oppdater|opdater|päivitet|frissít|수정|تحديث|ενημέρωση|last (?:built|edited|checked)|zuletzt",
    re.IGNORECASE,
)
"""Words of a later change."""
PUBLISHED = re.compile(
    r"publi|post|veröff|posted|erstellt|dodano|опубл|发布|發布|發表|公開|掲載|配信|입력|등록|data|date|datum|fecha",
    re.IGNORECASE,
)
"""Words of publication."""
ELSEWHEN = re.compile(
    r"\b(?:deadlines?|expir\w+|valid|until|due|born|died|events?|starts?|starting|begins?|ends?|closing|opens|effective|accessed|retrieved"
    r"|veranstaltung|termin|einsendeschluss|anmeldeschluss|geboren|abgerufen|gültig|evento|scadenza|échéance|date limite|fecha límite|prazo)\b",
    re.IGNORECASE,
)
"""Words of a day on which something else happens."""
LABEL = re.compile(
    r"(?:^|[\s|(（·•])(?:(?:first |originally )?published(?: on| at)?|date published|publication date|post(?:ed)? (?:on|at|time|date)|veröffentlicht(?: am)?|erschienen am"
    r"|publié(?:e)? le|mis en ligne le|date de publication|publicado(?: el| em)?|fecha de publicación|data de publicação|pubblicato(?: il)?"
    r"|data di pubblicazione|gepubliceerd(?: op)?|geplaatst op|publicerad|publisert|udgivet|julkaistu|opublikowano|data publikacji|data dodania"
    r"|publikováno|vydáno|zverejnené|megjelent|közzétéve|objavljeno|publicat(?: la| pe)?|yayınlanma(?: tarihi)?|опубликовано|дата публикации|опубліковано|публикувана(?: на)?"
    r"|δημοσιεύ(?:θηκε|τηκε)|发布(?:时间|日期|于)?|發[布佈](?:時間|日期|於)?|发表(?:时间|于)|發表(?:時間|於)|时间|時間|日期|公開日|掲載日|投稿日|配信日"
    r"|등록|입력|게시일|تاریخ انتشار|تاريخ النشر|نشر في|פורסם|เผยแพร่|প্রকাশ(?:িত)?"
    r"|(?:artikel|beitrag|eintrag) (?:wurde|erschien) am|(?:geschrieben|verfasst|erstellt) am|posté le|rédigé le|écrit le|escrito el|scritto il"
    r"|geschreven op|written on"
    # Who wrote it, and when, as German themes print it.
    r"|^\s*von .{2,40}? am(?=\s\d{1,2}\.\d{1,2}\.\d{4}\s*(?:[,|]|um\b|$))"
    # Who put it in, and when, as Drupal prints it.
    r"|(?:submitted by|gespeichert von|eingetragen von|verfasst von|soumis par|enviado por|inviato da|ingediend door|verzonden door) .{1,40}? (?:on|am|le|el|il|op|em|dne))"
    r"\s*[:：]?\s*(?=\S{0,12}\s?\d|\w{2,12},\s\w{3,12}\.?\s\d)",
    re.IGNORECASE,
)
"""What calls the date right behind it the publication's."""
BARE_LABEL = re.compile(
    r"\s*(?:date|datum|fecha|data|dato|dátum|tarih|дата|ημερομηνία|日付|日期|날짜|التاريخ|תאריך|ngày)\s*[:：]?\s+(?=\D{0,12}\d)(.{6,40})",
    re.IGNORECASE,
)
"""A date alone behind what may be the label of any date."""

"""Personal data of others that does not belong into a post: numbers by checksum, lists of addresses, birth dates, health.

A single address or phone number is how people reach each other at work, and is no finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from intramural.thought.signals import numbers
from intramural.thought.signals.finding import Finding

FEWEST_ADDRESSES, FEWEST_PHONES = 5, 4
_NEAR, _NEXT = 400, 120
"""Addresses of one list stand so near each other, and phone numbers, which have names between them, so near."""
_BEFORE, _AFTER = 60, 30

_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![A-Za-z0-9])")
_CARD = re.compile(
    r"(?<![\w.+-])(?<!\d )(?:\d{13,19}|\d{4}(?P<gap>[ -])(?:\d{6}(?P=gap)\d{4,5}|(?:\d{4}(?P=gap)){2,3}\d{1,4}))(?![\w-])(?![ .]\d)"
)
_NO_CARD = re.compile(
    r"(?i)\b(?:imei|isbn|ean|gtin|tracking|order|invoice|serial|parcel|sendung|auftrag|ticket|id)\b[^\n]{0,15}$"
)

# kind, name, form, check, words of which one must stand nearby ("" for none)
_NUMBERS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool], str], ...] = tuple(
    (name, re.compile(form), check, near)
    for name, form, check, near in (
        ("a German tax number", r"(?<![\w.])\d{2} ?\d{3} ?\d{3} ?\d{3}(?![\w-])", numbers.is_german_tax_id,
         r"steuer|tax|\btin\b|idnr|identifikationsnummer"),
        ("a German insurance number", r"\b\d{2} ?[0-3]\d[01]\d{3} ?[A-Z] ?\d{3}\b", numbers.is_german_insurance_number, ""),
        ("a Swiss insurance number", r"(?<!\d)756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}(?!\d)", numbers.is_swiss_insurance_number, ""),
        ("an American social security number", r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])", numbers.is_american_number, ""),
        ("an American social security number", r"(?<![\w-])\d{9}(?![\w-])", numbers.is_american_number,
         r"\bssn\b|social security"),
        ("a British insurance number", r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", numbers.is_british_number,
         r"\bni\b|\bnino\b|national insurance|hmrc|payroll|insurance number"),
        ("a British insurance number", r"\b[A-Z]{2} \d{2} \d{2} \d{2} [A-D]\b", numbers.is_british_number, ""),
        ("a Spanish identity number", r"(?<![\w-])[XYZ0-9]\d{7}[ -]?[A-HJ-NP-TV-Z](?!\w)", numbers.is_spanish_id, ""),
        ("an Italian tax code", r"\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b", numbers.is_italian_tax_code, ""),
        ("a French social security number",
         r"(?<![\w-])[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?![\w-])",
         numbers.is_french_number, ""),
        ("a Dutch personal number", r"(?<![\w-])\d{9}(?![\w-])|(?<![\w-])\d{3}[. ]\d{3}[. ]\d{3}(?![\w-])",
         numbers.is_dutch_number, r"\bbsn\b|burgerservice|sofinummer"),
        ("a Polish personal number", r"(?<![\w-])\d{11}(?![\w-])", numbers.is_polish_number, r"pesel|polish|polnisch"),
        ("a Swedish personal number", r"(?<![\w-])(?:19|20)?\d{6}[-+]\d{4}(?![\w-])", numbers.is_swedish_number, ""),
        ("a Belgian national number", r"(?<![\w-])\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}(?![\w-])", numbers.is_belgian_number, ""),
        ("a Finnish personal number", r"(?<![\w-])[0-3]\d[01]\d{3}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?!\w)",
         numbers.is_finnish_number, ""),
        ("a Norwegian birth number", r"(?<![\w-])\d{6} ?\d{5}(?![\w-])", numbers.is_norwegian_number,
         r"fødsel|fodsel|personnummer|norweg|birth number"),
        ("a Brazilian tax number", r"(?<![\w-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])", numbers.is_brazilian_number, ""),
        ("an Indian identity number", r"(?<![\w-])[2-9]\d{3} \d{4} \d{4}(?![ -]?\d)|(?<![\w-])[2-9]\d{11}(?![\w-])",
         numbers.is_indian_number, r"aadh?aar|uidai|\buid\b"),
        ("a Canadian insurance number", r"(?<![\w-])\d{3}[ -]\d{3}[ -]\d{3}(?![\w-])",
         lambda text: numbers.luhn(numbers.digits(text)), r"\bsin\b|social insurance"),
    )
)  # fmt: skip
_LONG = re.compile(r"\d(?:[^\n]?\d){5}")
"""What each of these has: six digits, with no more than a sign between two."""
_PASSPORT = re.compile(
    r"(?i:passport|reisepass|personalausweis|ausweisnummer|identity card|id card|driving licen[cs]e|führerschein)"
    r"(?i: ?(?:number|no\.?|nr\.?|nummer|#))?\W{1,4}(?i:is |ist |lautet )?(?P<number>(?=(?:[A-Z]*\d){3})[A-Z0-9]{7,12})(?![a-z])"
)

_MONTHS = (
    "jan(?:uary|uar)?|jän(?:ner)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni?|july?|juli?|aug(?:ust)?"
    "|sep(?:t(?:ember)?)?|oct(?:ober)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|dez(?:ember)?"
)
_YEAR = r"(?:19[1-9]\d|20[012]\d)"
DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\.? ?(?:of )?(?:{_MONTHS})\.?,? {_YEAR}|(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}"
    rf"|{_YEAR}-\d{{2}}-\d{{2}}|\d{{1,2}}[./-]\d{{1,2}}[./-](?:{_YEAR}|\d{{2}}\b))"
)
_BIRTH = re.compile(
    rf"(?i)(?:\bborn(?: on)?(?: the)?|\bdate of birth|\bbirth ?date|\bd\.?o\.?b\b\.?|\bbirthday|\bgeboren(?: am)?|\bgeb\.(?: am)?"
    rf"|\bgeburtsdatum|\bgeburtstag|\bné(?:e)? le|\bdate de naissance|\bfecha de nacimiento|\bnacid[oa] el|\bdata di nascita)"
    rf"(?: (?:is|was|ist|war|:))?[\s:|(=-]{{1,6}}(?P<day>{DAY})"
)
_NO_PERSON = re.compile(
    r"(?i)\b(?:company|firm|idea|project|brand|product|team|initiative|firma|verein|unternehmen)\b[^.\n]{0,30}$"
)

_ADDRESS = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+'-]{0,63}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+")
_NOBODYS = re.compile(
    r"(?i)^(?:info|contact|kontakt|support|help|helpdesk|sales|office|admin|administrator|webmaster|postmaster|hello|team|jobs|hr|press"
    r"|presse|news|newsletter|no-?reply|noreply|billing|invoice|service|privacy|security|abuse|marketing|it|users?|dev|commits|list|announce"
    r"|[\w.-]*-(?:users?|dev|list|request|subscribe|unsubscribe|owner|announce|commits))@"
)
_PHONE = re.compile(
    r"(?<![\w.+/-])(?:\+\d{1,3}[ ./-]?(?:\(0?\d{1,4}\)[ ./-]?)?\d(?:[ ./-]?\d){6,11}"
    r"|\(\d{3}\) ?\d{3}[ .-]\d{4}|\d{3}[.-]\d{3}[.-]\d{4}|0\d{2,4} ?[/ -] ?\d{3,8}(?: ?\d{2,4}){0,2})(?![\w-])(?!\.\d)"
)
_HOTLINE = re.compile(r"(?:1|001)?8(?:00|33|44|55|66|77|88)\d{7}$|0?800|0?180\d|0?900|00800")
_NAME = (
    r"\b(?!(?:Fax|Phone|Tel|Telephone|Telefon|Mobile|Mobil|Cell|Office|Home|Direct|Line|Center|Centre|Desk|Support|Call|Or|Help|Hotline|Room"
    r"|Information|Conference|Meeting|Code|Number|Pin|Dial|Playback|Reservation|Ext|Extension|Account|Order|Team|Sales|Reception)\b)"
    r"[A-ZÄÖÜ][a-zäöüß'’-]+"
)
_SURNAMES = r"(?: (?!(?:Hotel|Inn|Hall|Center|Centre|Desk|Office|Call|County|Room|Support|Team|Line|Airport|School)\b)[A-ZÄÖÜ][\w.'’-]*)"
_UP_TO_IT = (
    r"\)?[\s,:;|·–—(\t-]{1,20}"
    r"(?:(?:mobile|mobil|cell|phone|tel|telefon|home|work|handy|m|t|p|office|direct)\.?[\s,:;|–—-]{0,4}){0,2}\(?$"
)
_FULL_NAME_BEFORE = re.compile(f"{_NAME}{_SURNAMES}{{1,3}}{_UP_TO_IT}")
_NAME_BEFORE = re.compile(f"{_NAME}{_SURNAMES}{{0,3}}{_UP_TO_IT}")

_SOMEBODY = (
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Frau|Herr|Herrn|Kollegin|Kollege)\.? (?:[A-ZÄÖÜ][\w'-]+ ?){1,2}|@[a-z][\w.-]+"
    r"|\b(?!(?:The|This|That|It|We|You|They|Who|Nobody|Everyone|Everybody|Someone|Somebody|Anyone|Anybody|If|When|Whoever|I|There|What"
    r"|One|Staff|People|Employees?|Workers?|Patients?|Women|Anybody|Wer|Wenn|Jemand|Niemand|Man|Es|Das|Die|Der|Wir|Ich|Ihr)\b)"
    r"[A-ZÄÖÜ][a-zäöüß'-]+(?: [A-ZÄÖÜ][a-zäöüß'-]+){0,2}|\b[Ss]he|\b[Hh]e|\b[Ss]ie|\b[Ee]r)"
)
_ILLNESS = (
    r"(?:cancer|leuk[a]?emia|depression|a burnout|burnout|burn-out|an? (?:severe |major )?anxiety disorder|anxiety disorder|bipolar disorder|schizophrenia"
    r"|HIV|AIDS|epilepsy|multiple sclerosis|Parkinson(?:'s)?|diabetes|hepatitis(?: [A-E])?|an? (?:heart attack|stroke|miscarriage|abortion|tumou?r|eating disorder)"
    r"|alcoholism|PTSD|dementia|Alzheimer(?:'s)?|lupus|tuberculosis|autism|ADHD|Covid(?:-19)?|Crohn's(?: disease)?)"
)
_KRANKHEIT = r"(?:Krebs|Brustkrebs|Leukämie|Depressionen?|(?:einem |ein )?Burn-?out|HIV|Epilepsie|Multipler Sklerose|einem Herzinfarkt|einem Schlaganfall|Diabetes)"
_HEALTH = re.compile(
    rf"{_SOMEBODY}(?:(?:'s)? (?:husband|wife|son|daughter))?(?:,[^.,\n]{{0,40}},)?"
    r" (?:(?:is|was|has|had|has been|had been|just got|got|will be|'s been|may be)(?: (?:currently|still|again|also|recently|now|just|only|out))* "
    r"(?:been )?(?:diagnosed with|treated for|hospitali[sz]ed|on (?:long-term |extended )?sick leave|on medical leave|on leave (?:due to|because of|for|with)|signed off sick"
    r"|pregnant|expecting (?:a baby|twins|her)|suffering from|undergoing (?:chemotherapy|chemo|surgery|dialysis|radiation|treatment for)"
    rf"|(?:had|having) {_ILLNESS}|HIV[- ]positive|in rehab|in a psychiatric|disabled since|tested positive for)"
    rf"|(?:suffers|suffered) from {_ILLNESS}|has {_ILLNESS}(?![\w-])|(?:takes|is taking|is on) (?:antidepressants|insulin|antipsychotics|methadone)"
    r"|(?:had|needs|is having) (?:a miscarriage|an abortion|chemotherapy|chemo|heart surgery|a hysterectomy|dialysis))"
)
_GESUNDHEIT = re.compile(
    rf"{_SOMEBODY} (?:(?:ist|war|wurde|hat|leidet|litt|fällt|bleibt)(?: (?:seit|bis|zurzeit|derzeit|wieder|noch|aktuell|leider|im|am|auf|unbestimmte|Zeit|der|dem|\d[\d.]*|\w+woch\w*|\w+tag|\w+monat\w*|(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\w*))* "
    rf"(?:krankgeschrieben|krank geschrieben|schwanger|an {_KRANKHEIT} erkrankt|wegen {_KRANKHEIT}|unter {_KRANKHEIT}|an {_KRANKHEIT}|in (?:der Reha|Kur|der Psychiatrie)|einen (?:Herzinfarkt|Schlaganfall)|mit {_KRANKHEIT})"
    r")"
)
_THEIR_HEALTH = re.compile(
    r"(?:\b(?:[Hh]is|[Hh]er)|\b[A-Z][a-z]+(?: [A-Z][a-z]+)?['’]s) (?:recent |current |mental |ongoing )?"
    r"(?:diagnosis (?:of|is|was)|depression|cancer|pregnancy|chemotherapy|miscarriage|burnout|HIV status|psychiatric|medical (?:file|record|history|condition)|disability (?:status|degree)|blood test)"
)
_DIAGNOSIS = re.compile(
    r"\bICD-?10[\s:]{1,3}[A-Z]\d{2}(?:\.\d{1,2})?\b|\b(?:Patient(?:in)?|patient)(?: name)?: ?[A-Z]\w+,? [A-Z]\w+[^\n]{0,80}\n?[^\n]{0,40}(?:[Dd]iagnos)"
)


def within(text: str) -> list[Finding]:
    """The personal data in the text."""
    found = (*_accounts(text), *_ids(text), *_births(text), *_lists(text), *_health(text))
    return [Finding("personal", kind, start, end, name) for kind, name, start, end in found]


Found = Iterator[tuple[str, str, int, int]]


def _accounts(text: str) -> Found:
    for match in _IBAN.finditer(text):
        whole = _shortened(match[0])
        if whole:
            yield "iban", "an account number", match.start(), match.start() + len(whole)
    for match in _CARD.finditer(text):
        if numbers.is_card(match[0]) and not _NO_CARD.search(text[max(0, match.start() - 40) : match.start()]):
            yield "card", "a card number", match.start(), match.end()


def _shortened(written: str) -> str:
    """The IBAN that stands at the beginning; the next word may have been taken for a part of it."""
    parts = written.split(" ")
    for count in range(len(parts), 0, -1):
        candidate = " ".join(parts[:count])
        if numbers.is_iban(candidate):
            return candidate
    return ""


def _ids(text: str) -> Found:
    lines = list(_with_a_number(text))
    for name, form, check, near in _NUMBERS:
        for match in (match for line in lines for match in form.finditer(text, *line)):
            around = text[max(0, match.start() - _BEFORE) : match.end() + _AFTER]
            if check(match[0]) and (not near or re.search(near, around, re.IGNORECASE)):
                yield "national_id", name, match.start(), match.end()
    for match in _PASSPORT.finditer(text):
        yield "national_id", "the number of an identity document", match.start("number"), match.end("number")


def _with_a_number(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines begin and end in which one can stand: most have none, and two dozen forms need not be looked for."""
    place = 0
    while (match := _LONG.search(text, place)) is not None:
        end = text.find("\n", match.end())
        place = len(text) if end < 0 else end
        yield text.rfind("\n", 0, match.start()) + 1, place


def _births(text: str) -> Found:
    for match in _BIRTH.finditer(text):
        if not _NO_PERSON.search(text[max(0, match.start() - 50) : match.start()]):
            yield "birth_date", "a birth date", match.start(), match.end()


def _lists(text: str) -> Found:
    addresses = [match for match in _ADDRESS.finditer(text) if not _NOBODYS.match(match[0])]
    for start, end, several in _runs(addresses, _NEAR):
        if several >= FEWEST_ADDRESSES:
            yield "email_list", f"{several} mail addresses", start, end
    phones = [match for match in _PHONE.finditer(text) if _is_somebodys(match, text)]
    for start, end, several in _runs(phones, _NEXT):
        if several >= FEWEST_PHONES:
            yield "phone_list", f"{several} phone numbers", start, end


def _is_somebodys(match: re.Match[str], text: str) -> bool:
    """Whether the number stands behind a name, a full one unless the number is told as for abroad.

    Hotlines, desks and fax machines are nobody's; a place has often one word, and its number no "+".
    """
    number = numbers.digits(match[0])
    if not 8 <= len(number) <= 15 or _HOTLINE.match(number):
        return False
    before = text[max(0, match.start() - 60) : match.start()].rpartition("\n")[2]
    return bool((_NAME_BEFORE if match[0].startswith("+") else _FULL_NAME_BEFORE).search(before))


def _runs(matches: list[re.Match[str]], near: int) -> Iterator[tuple[int, int, int]]:
    """Those that stand near each other: from where, to where, and how many different ones."""
    run: list[re.Match[str]] = []
    for match in matches:
        if run and match.start() - run[-1].end() > near:
            yield run[0].start(), run[-1].end(), len({each[0].lower() for each in run})
            run = []
        run.append(match)
    if run:
        yield run[0].start(), run[-1].end(), len({each[0].lower() for each in run})


def _health(text: str) -> Found:
    for pattern in (_HEALTH, _GESUNDHEIT, _THEIR_HEALTH, _DIAGNOSIS):
        for match in pattern.finditer(text):
            yield "health", "somebody’s health", match.start(), match.end()

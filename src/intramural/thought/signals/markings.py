"""Words by which documents say for whom they are, in English and German and some more, and embargoes: a word and a day.

A marking stands for itself: in capitals, on a line of its own, behind a colon, or in one of the set phrases. The word within
a sentence is none, and the small print under mails is none either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from intramural.thought.signals.finding import Finding
from intramural.thought.signals.personal import DAY

_PHRASES = re.compile(
    r"""(?ix) \b(?:
      strictly\ confidential | (?:private|privileged)\ (?:and|&)\ confidential | confidential\ (?:and|&)\ (?:proprietary|privileged)
    | (?:company|highly|business|commercially|client|board)[ -]confidential | commercial[ -]in[ -]confidence
    | (?:marked|classified|labelled|labeled)\ (?:as\ )?["'“]?(?:strictly\ )?(?:confidential|secret|restricted) | attorney[ -]client\ privileged?
    | (?:for\ )?your\ eyes\ only | for\ (?:authori[sz]ed|designated)\ recipients?\ only | under\ (?:an?\ )?(?:nda|non-disclosure\ agreement)
    | (?:do\ not|don't|please\ do\ not|not\ to\ be|must\ not\ be|not\ for|may\ not\ be)\ (?:further\ |be\ )?(?:distribut(?:e|ed|ion)|forward(?:ed|ing)?|circulat(?:e|ed|ion)|disclos(?:e|ed|ure)
      |redistribut(?:e|ed|ion)|leak|onward\ distribution|external\ (?:use|distribution)|public\ release)
    | (?:trade\ secrets? | inside\ information | insider\ information)\ (?:within|of|under|enclosed|attached|—|-|:)
    | need[ -]to[ -]know\ (?:basis|only) | board\ (?:members\ )?only | tlp:\ ?(?:red|amber(?:\+strict)?)
    | streng\ (?:vertraulich|geheim) | (?:persönlich|privat)\ und\ vertraulich | vertraulich\ (?:behandeln|zu\ behandeln) | vertrauliche\ (?:unterlagen?|kommandosache|verschlusssache)
    | nicht\ (?:zur\ (?:weitergabe|veröffentlichung|verbreitung)|weitergeben|weiterleiten|weiterverbreiten|für\ dritte)(?:\ bestimmt)? | vs[ -]?nfd
    | nur\ für\ den\ (?:dienstgebrauch|internen\ dienstgebrauch) | verschlusssache | geschäftsgeheimnis(?:\ im\ sinne)? | insiderinformation
    | strictement\ confidentiel(?:le)? | ne\ pas\ (?:diffuser|transmettre) | diffusion\ restreinte | estrictamente\ confidencial | no\ (?:distribuir|difundir)
    | strettamente\ (?:confidenziale|riservato) | strikt\ vertrouwelijk | niet\ verspreiden
    )\b"""
)
# In capitals within a line, or as a line, a label or a tag of its own.
_LABEL = (
    r"(?:confidential|company confidential|top secret|restricted|secret|private|proprietary|vertraulich|geheim|intern vertraulich|confidentiel|confidencial|confidenziale"
    r"|riservato|vertrouwelijk|poufne|sensitive|confidential draft|internal[ -]+confidential|confidential information)"
)
_ALONE = re.compile(
    rf"(?im)^[\s>*#_\[(«=~|-]*{_LABEL}[\s*_\])!.»=~|:-]*$|\[{_LABEL}\]|(?:^|[|•·/–—-] ){_LABEL}(?=\s*(?:[|•·/–—-]|$))"
    rf"|(?:classification|sensitivity|confidentiality|marking|einstufung|klassifizierung|schutzklasse|vertraulichkeit|status|distribution) ?[:=] ?{_LABEL}\b"
    rf"|^[\s>*#_]*{_LABEL} ?[:–—] "
)
_CAPITALS = re.compile(
    r"(?<![A-Z] )\b(?:CONFIDENTIAL|STRICTLY CONFIDENTIAL|VERTRAULICH|CONFIDENTIEL|CONFIDENCIAL|CONFIDENZIALE|VERTROUWELIJK|PROPRIETARY|TOP SECRET|STRENG GEHEIM)\b"
)
_WHOLE = re.compile(
    r"(?i)\b(?:this|the (?:attached|enclosed|following)|these|dieses?|die (?:folgenden?|beigefügten?)|das (?:folgende|angehängte|beigefügte)) "
    r"(?:document|report|memo|memorandum|presentation|deck|file|information|draft|paper|data|slides?|figures?|numbers?|contents?|dokument|unterlagen?|bericht|präsentation|angaben|zahlen|datei|entwurf)"
    r"s? (?:is|are|ist|sind|contains?|enthält|remains?|bleib(?:t|en))[^.\n]{0,30}? (?:confidential|secret|vertraulich\w*|geheim|restricted|proprietary)\b"
)
_SPOKEN_OF = re.compile(
    r"(?i)(?:\b(?:treated|handled|held|kept) (?:as )?|\b(?:anything|everything|whatever|items?|letters?|if) )$"
)
"""Before a set phrase, these speak of how something is treated, and mark nothing."""
_SMALL_PRINT = re.compile(
    r"(?i)(?:e-?mail|message|transmission|communication|nachricht)\b[^.]{0,120}(?:confidential|vertraulich|privileged)|intended (?:solely|only|exclusively) for"
    r"|intended recipient|nicht der (?:richtige )?adressat|irrtümlich erhalten|received (?:this|it) in error"
)

_LATER = (
    rf"(?:{DAY}|\d{{1,2}}(?:st|nd|rd|th)?\.? ?(?:of )?(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|januar|februar|märz|mai|juni|juli|oktober|dezember|jan|feb|mar|apr|jun|jul|aug|sept?|oct|okt|nov|dec|dez)\b"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember) \d{1,2}(?:st|nd|rd|th)?\b"
    r"|\d{1,2}\.\d{1,2}\.|(?:next |this |nächsten |kommenden )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b"
    r"|tomorrow|morgen\b|\d{1,2}(?::\d{2}|[ap]m\b| ?uhr\b)|next (?:week|month|quarter)|q[1-4] 20\d\d)"
)
_WHEN = _LATER.replace(" ", r"\ ")
_FILL = r"[^.\n]{0,60}?"
_EMBARGO = re.compile(
    rf"""(?ix) (?:
      \bembargo(?:ed)?\b (?: \ until | \ till | \ to | \ lifts? | \ ends? | \ date | \ expires? | \ is\ lifted | \ bis | \ of | \ on | [:\ ]* ) {_FILL} {_WHEN}
    | \bsperrfrist\b {_FILL} {_WHEN} | \bgesperrt\ bis\b {_FILL} {_WHEN}
    | \b(?:not|don't|do\ not|nothing|never|no\ one|nobody|must\ not|may\ not|cannot|can't)\b [^.\n]{{0,40}}? \b(?:publish|publication|release|share|announce|public|post|disclose|mention|talk|tweet|communicate|go\ live|tell)\w* \b
        [^.\n]{{0,50}}? \b(?:before|until|till|prior\ to)\b [^.\n]{{0,30}}? {_WHEN}
    | \b(?:hold|keep|kept|stay|stays|remain|remains)\b [^.\n]{{0,30}}? \b(?:back|quiet|secret|private|confidential|under\ wraps|internal|to\ (?:yourself|ourselves))\b [^.\n]{{0,30}}? \b(?:until|till|before)\b [^.\n]{{0,30}}? {_WHEN}
    | \bunder\ wraps\ until\b [^.\n]{{0,30}}? {_WHEN} | \bhold\ (?:for\ release\ )?until\b [^.\n]{{0,30}}? {_WHEN}
    | \b(?:nicht|nichts|keine?)\b [^.\n]{{0,40}}? \bvor\b\ (?:dem\ )? {_WHEN} [^.\n]{{0,40}}? \b(?:veröffentlich|weitergeb|teilen|bekannt|kommunizier|publik)\w*
    | \b(?:erst|frühestens)\b [^.\n]{{0,20}}? \b(?:am|ab|nach)\b\ (?:dem\ )? {_WHEN} [^.\n]{{0,40}}? \b(?:veröffentlich|bekannt|öffentlich|kommunizier|angekündigt)\w*
    | \b(?:bis|vor)\b\ (?:zum\ |dem\ )? {_WHEN} [^.\n]{{0,40}}? \b(?:vertraulich|geheim|nicht\ (?:veröffentlich|öffentlich|weiter|kommunizier)\w*|stillschweigen)\b
    )"""
)
_NO_NEWS = re.compile(
    r"(?i)\b(?:oil|trade|arms|economic|grain|russian?|cuban?|iran(?:ian)?|us|eu|un) embargo\b|embargo (?:on|against) "
)
_MONTHS = {
    name: month
    for month, names in enumerate(
        ("jan jän", "feb", "mar mär", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez"), 1
    )
    for name in names.split()
}


def within(text: str) -> list[Finding]:
    """The markings and embargoes in the text."""
    return [*_embargoes(text), *_markings(text)]


def _markings(text: str) -> Iterator[Finding]:
    for pattern in (_PHRASES, _ALONE, _CAPITALS, _WHOLE):
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 200) : match.end() + 200]
            before = text[max(0, match.start() - 20) : match.start()]
            if not _SMALL_PRINT.search(around) and not _SPOKEN_OF.search(before):
                start, end = match.start(), match.end()
                while start < end and not text[start].isalnum():
                    start += 1
                while end > start and not text[end - 1].isalnum():
                    end -= 1
                yield Finding("marking", "confidential", start, end, f"the mark “{' '.join(text[start:end].split())[:60]}”")


def _embargoes(text: str) -> Iterator[Finding]:
    for match in _EMBARGO.finditer(text):
        if _NO_NEWS.search(text[max(0, match.start() - 30) : match.end()]):
            continue
        yield Finding("embargo", "embargo", match.start(), match.end(), "an embargo", until=_day(match[0]))


def _day(text: str) -> date | None:
    """The last full date in the text; None where the year is not said."""
    for match in reversed(list(re.finditer(DAY, text, re.IGNORECASE))):
        written = match[0].lower()
        figures = [int(each) for each in re.findall(r"\d+", written)]
        month = next((value for name, value in _MONTHS.items() if re.search(rf"\b{name}", written)), None)
        try:
            if month is not None:
                return date(figures[-1], month, figures[0])
            if figures[0] > 1000:
                return date(*figures[:3])
            day, month, year = figures[:3]
            if month > 12:
                day, month = month, day
            return date(year + 2000 if year < 100 else year, month, day)
        except (ValueError, IndexError):
            continue
    return None

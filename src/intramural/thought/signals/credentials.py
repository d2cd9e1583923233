"""Keys, tokens and passwords that look as if they let somebody in. Placeholders and examples do not."""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from intramural.thought.signals.finding import Finding

# kind, what a person calls it, how it is written; and of what it is made one piece must stand there (looking for these is much quicker)
_FORMS: tuple[tuple[str, str, Sequence[str], re.Pattern[str]], ...] = tuple(
    (kind, name, pieces.split(), re.compile(pattern))
    for kind, name, pieces, pattern in (
        (
            "cloud_key",
            "an access key of AWS",
            "AKIA ASIA ABIA ACCA",
            r"(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])",
        ),
        ("cloud_key", "an API key of Google", "AIza", r"(?<![\w-])AIza[\w-]{35}(?![\w-])"),
        ("cloud_key", "a client secret of Google", "GOCSPX-", r"(?<![\w-])GOCSPX-[\w-]{28}(?![\w-])"),
        ("cloud_key", "a key of an Azure account", "=", r"(?i:AccountKey|SharedAccessKey)=([A-Za-z0-9+/]{42,86}={1,2})"),
        ("cloud_key", "a token of DigitalOcean", "_v1_", r"\bdo[opr]_v1_[a-f0-9]{64}\b"),
        (
            "token",
            "a token of GitHub",
            "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_",
            r"\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{60,255})\b",
        ),
        (
            "token",
            "a token of GitLab",
            "glpat- gldt- glrt- glcbt- glptt- glft- glsoat-",
            r"\bgl(?:pat|dt|rt|cbt|ptt|ft|soat)-[\w-]{20,}",
        ),
        (
            "token",
            "a token of Slack",
            "xox xapp-",
            r"\bxox[abeoprs]-(?:\d+-){1,4}[A-Za-z0-9-]{10,}|\bxapp-\d-[A-Z0-9]+-\d+-[a-f0-9]{40,}",
        ),
        (
            "token",
            "a webhook of Slack",
            "hooks.slack.com",
            r"https://hooks\.slack\.com/(?:services|workflows)/T[A-Z0-9]+/[A-Z]\w+/\w{16,}",
        ),
        ("token", "a live key of Stripe", "k_live_", r"\b[sr]k_live_[0-9A-Za-z]{16,}"),
        ("token", "a signing secret of Stripe", "whsec_", r"\bwhsec_[A-Za-z0-9+/]{24,}"),
        ("token", "a key of SendGrid", "SG.", r"\bSG\.[\w-]{16,32}\.[\w-]{32,64}"),
        ("token", "a key of Mailgun", "key-", r"\bkey-[0-9a-f]{32}\b"),
        ("token", "a key of Twilio", "SK", r"\bSK[0-9a-f]{32}\b"),
        ("token", "a token of npm", "npm_", r"\bnpm_[A-Za-z0-9]{36}\b"),
        ("token", "a token of PyPI", "pypi-AgE", r"\bpypi-AgE[\w-]{50,}"),
        ("token", "a token of Hugging Face", "hf_", r"\bhf_[A-Za-z]{30,40}\b"),
        ("token", "a key of an AI service", "sk-", r"\bsk-(?:ant-|proj-|svcacct-)?[A-Za-z0-9_-]{32,}"),
        ("token", "a token of Shopify", "shp", r"\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b"),
        ("token", "a token of a Telegram bot", ":AA", r"\b\d{8,10}:AA[\w-]{32,34}(?![\w-])"),
        ("token", "a token of Databricks", "dapi", r"\bdapi[a-f0-9]{32}\b"),
        ("token", "a token of Vault", "hvs. hvb.", r"\bhv[sb]\.[\w-]{24,}"),
        ("token", "a token of Atlassian", "ATATT3", r"\bATATT3[\w-]{50,}=?[A-F0-9]*"),
        ("token", "a token of Postman", "PMAK-", r"\bPMAK-[a-f0-9]{24}-[a-f0-9]{34}\b"),
        ("token", "a key of New Relic", "NRAK-", r"\bNRAK-[A-Z0-9]{27}\b"),
        ("token", "a token of Linear", "lin_api_", r"\blin_api_[A-Za-z0-9]{40}\b"),
        ("token", "a token of Square", "sq0", r"\bsq0(?:atp|csp)-[\w-]{22,43}"),
        ("token", "a key of Doppler", "dp.", r"\bdp\.(?:pt|st|ct)\.[\w.-]{40,}"),
        ("token", "a token of Dropbox", "sl.", r"\bsl\.[\w-]{100,}"),
        ("token", "a token of Discord", ".", r"\b[MNO][A-Za-z\d]{23,25}\.[\w-]{6}\.[\w-]{27,38}(?![\w-])"),
        ("private_key", "a private key", "AGE-SECRET-KEY-1", r"\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b"),
    )
)
_PRIVATE_KEY = re.compile(
    r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?P<body>.{20,8000}?)(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|\Z)",
    re.DOTALL,
)
_PUTTY = re.compile(r"PuTTY-User-Key-File-\d:.{40,6000}?Private-MAC: ?[0-9a-f]{40,}", re.DOTALL)
_JWT = re.compile(r"(?<![\w-])(eyJ[\w-]{8,})\.(eyJ[\w-]{8,})\.([\w-]{20,})(?![\w-])")
_CLAIMS = {
    "sub",
    "exp",
    "aud",
    "iss",
    "scope",
    "scp",
    "role",
    "roles",
    "user",
    "user_id",
    "username",
    "email",
    "client_id",
    "azp",
}
"""Of whom and for what a token is (RFC 7519, and what services add). The long word in the link of a newsletter has none."""
_IN_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://(?P<user>[^\s:/@'\"<>]{0,80}):(?P<word>[^\s/@'\"<>]{3,100})@(?P<host>[\w.\[\]:-]+)"
)
_NOWHERE = re.compile(r"(?i)(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid)(?::\d+)?$")
"""Names that lead nowhere (RFC 2606), and stand in examples."""
_BASIC = re.compile(r"(?i:authorization|auth)\W{1,4}(?i:basic) +(?P<word>[A-Za-z0-9+/]{8,}={0,2})")
_BEARER = re.compile(r"(?i:\bbearer) +(?P<word>[\w.~+/-]{20,}=*)")
_CURL = re.compile(r"\bcurl\b[^\n]{0,200}?\s(?:-u|--user)[ =]?['\"]?[^\s:'\"]{1,60}:(?P<word>[^\s'\"]{4,80})")
_AWS_SECRET = re.compile(
    r"(?i:aws.{0,20}?secret.{0,20}?|secret.?access.?key)\W{1,5}(?P<word>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])"
)
_NAMED = re.compile(
    r"""(?ix) (?<![a-z])
    (?P<label> (?: [\w.-]{0,30}[_.-] )? (?:
        pass(?:word|wd|phrase|wort|code)? | pwd | pw | kennwort | passwort | contraseñ?n?a | mot\ de\ passe | wachtwoord | senha
      | api[ _-]?key | api[ _-]?token | secret[ _-]?key | client[ _-]?secret | app[ _-]?secret | access[ _-]?token
      | auth[ _-]?token | refresh[ _-]?token | encryption[ _-]?key | signing[ _-]?key | private[ _-]?token
      | bearer[ _-]?token | secret | token | wpa2?[ _-]?key | psk | zugangscode
    )) (?![a-z])
    (?: \ {1,2}(?:for|of|to|on|für|zum|zur|vom|von|is\ for)\ [^\n:=]{1,50}? )?
    ["']? \s{0,3} (?: [:=]{1,2}>? | (?<=[ ])\| | \b(?:is\ now|is|was|lautet|ist|heißt|es|est)\b \s* :? ) \s{0,3}
    (?P<quote>["'`“„]?) (?P<word>[^\s"'`“”<>]{6,200})
    """
)
_PASSWORD = re.compile(r"(?i)pass|pwd|\bpw$|kennwort|contrase|mot de|wachtwoord|senha|psk|wpa|zugangscode")
_EXAMPLE = re.compile(
    r"""(?ix) example | sample | placeholder | dummy | change_?-?me | replace | redacted | insert | your[_-] | yourpass | \bmy[_-]?pass
    | ^x{3,} | x{5,} | \*{3,} | ^\.{3} | …  | ^[<\[{(] | ^\$\w+$ | ^%\w+%?$ | ^\$\( | \$\{ | \{\{ | ^env\b | getenv | environ | process\.env | ^vault: | ^ref\+
    | ^(?:none|null|true|false|undefined|string|password\d{0,3}|passwort\d{0,3}|secret|token|test\w{0,4}|geheim|todo|tbd|hidden)$ | masked
    | 1234567890abc | abcdef(?:gh|12) | 0{8,} | deadbeef | (?:foo|bar|baz){2}
    """
)
_CALL = re.compile(r"[(){}]|^\w+\.\w+\.|\w+\[|^/|^https?:|^\w+://|^\w+@\w+\.")


def within(text: str) -> list[Finding]:
    """The credentials in the text."""
    return [
        Finding("credential", kind, start, end, name)
        for kind, name, start, end in (*_blocks(text), *_by_form(text), *_in_use(text), *_said(text))
    ]


def entropy(word: str) -> float:
    """Bits a sign (Shannon): 0 for one sign repeated, above 4 for random ones of some length."""
    counts = Counter(word)
    return -sum(count / len(word) * math.log2(count / len(word)) for count in counts.values()) if word else 0.0


Found = Iterator[tuple[str, str, int, int]]


def _blocks(text: str) -> Found:
    for match in _PRIVATE_KEY.finditer(text):
        body = re.sub(r"\\n|\s", "", match["body"])
        longest = max((len(run) for run in re.findall(r"[A-Za-z0-9+/=]{40,}", body)), default=0)
        if longest >= 40 and entropy(body) > 3.5:
            yield "private_key", "a private key", match.start(), match.end()
    for match in _PUTTY.finditer(text):
        yield "private_key", "a private key", match.start(), match.end()


def _by_form(text: str) -> Found:
    for kind, name, pieces, pattern in _FORMS:
        for match in pattern.finditer(text) if any(piece in text for piece in pieces) else ():
            word = match[match.lastindex or 0]
            if (not _EXAMPLE.search(word) and entropy(word) > 3.0 and any(sign.isdigit() for sign in word)) or (
                kind == "token" and word.startswith("hf_") and entropy(word) > 3.5
            ):
                yield kind, name, match.start(), match.end()
    for match in _JWT.finditer(text):
        if "alg" in _json(match[1]) and _CLAIMS & _json(match[2]).keys():
            yield "token", "a signed token", match.start(), match.end()


def _in_use(text: str) -> Found:
    for match in _IN_ADDRESS.finditer(text):
        if _NOWHERE.search(match["host"]):
            continue
        if _is_a_password(match["word"]) or (len(match["word"]) >= 12 and _is_random(match["word"])):
            yield "password_in_url", "a password in an address", match.start(), match.end()
    for match in _CURL.finditer(text):
        if _is_a_password(match["word"]):
            yield "password", "a password", match.start("word"), match.end("word")
    for match in _BASIC.finditer(text):
        user, colon, word = _decoded(match["word"]).partition(":")
        if user and colon and _is_a_password(word):
            yield "password", "a password", match.start("word"), match.end("word")
    for match in _BEARER.finditer(text):
        if _is_random(match["word"]):
            yield "token", "a token", match.start("word"), match.end("word")
    for match in _AWS_SECRET.finditer(text):
        if _is_random(match["word"]):
            yield "cloud_key", "a secret key of AWS", match.start("word"), match.end("word")


def _said(text: str) -> Found:
    """What is written behind the word for it: "password: …", "the API key is …"."""
    for match in _NAMED.finditer(text):
        word = match["word"].rstrip(".,;:!?)]}'\"")
        start = match.start("word")
        if _CALL.search(word) or _EXAMPLE.search(word):
            continue
        if _PASSWORD.search(match["label"]):
            if _is_a_password(word):
                yield "password", "a password", start, start + len(word)
        elif len(word) >= 16 and _is_random(word):
            yield "token", "a secret key", start, start + len(word)


def _is_a_password(word: str) -> bool:
    """Whether it looks chosen to be one: several kinds of signs, no placeholder, no word of a sentence."""
    if len(word) < 6 or _EXAMPLE.search(word):
        return False
    kinds = sum(
        (
            any(sign.islower() for sign in word),
            any(sign.isupper() for sign in word),
            any(sign.isdigit() for sign in word),
            any(not sign.isalnum() for sign in word[:-1]),
        )
    )
    has_more_than_letters = any(sign.isdigit() or sign in "!@#$%^&*+=?~|§" for sign in word)
    if re.fullmatch(r"[\d.,:/-]+", word):
        return False
    return kinds >= 2 and has_more_than_letters and entropy(word) >= 2.2


def _is_random(word: str) -> bool:
    if _EXAMPLE.search(word) or not any(sign.isdigit() for sign in word) or not any(sign.isalpha() for sign in word):
        return False
    least = 3.0 if re.fullmatch(r"[0-9a-fA-F-]+", word) else 3.5
    return entropy(word) >= least and not re.search(r"[a-z]{9,}", word)


def _json(part: str) -> dict[str, Any]:
    try:
        found = json.loads(_decoded(part, urlsafe=True))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _decoded(part: str, *, urlsafe: bool = False) -> str:
    padded = part + "=" * (-len(part) % 4)
    try:
        return (base64.urlsafe_b64decode(padded) if urlsafe else base64.b64decode(padded)).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""

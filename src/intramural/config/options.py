"""The settings an operator can make: by environment, or in one file; each documented here and nowhere else.

`read()` gives the values and refuses a wrong one by its name, with a remedy. docs/operators/settings.md is made from
this list and checked against it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit


class WrongSetting(Exception):
    """A setting that cannot be used. Its text names the setting, says what is wrong and what to write instead."""


@dataclass(frozen=True)
class Option:
    """One setting: `parse` turns its text into its value, or raises ValueError with words that end the sentence."""

    name: str
    default: str
    help: str
    parse: Callable[[str], Any]
    example: str
    is_secret: bool = False


def _text(text: str) -> str:
    return text


def _yes_or_no(text: str) -> bool:
    if text.lower() not in ("yes", "no", "true", "false", "1", "0"):
        raise ValueError("it must be yes or no")
    return text.lower() in ("yes", "true", "1")


def _number(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise ValueError(f"it must be a whole number from {low} to {high}")
        return int(text)

    return parse


def _one_of(*words: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in words:
            raise ValueError(f"it must be one of {', '.join(words)}")
        return text

    return parse


def _database(text: str) -> str:
    parts = urlsplit(text)
    if text and parts.scheme not in ("sqlite", "postgres", "postgresql"):
        raise ValueError("it must begin with sqlite://// or postgres://")
    if parts.scheme == "sqlite" and not (text.startswith("sqlite:////") and parts.path.strip("/")):
        raise ValueError("it must name a file from the root on")  # else one in memory, or wherever a command is begun
    if parts.scheme.startswith("postgres"):
        _port_of(parts)
        if not parts.path.strip("/"):
            raise ValueError("it names no database")
    return text


def _port_of(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise ValueError(
            "its port is no number of a port; in a password, / is %2F, # is %23, ? is %3F and @ is %40"
        ) from None


def _site(text: str) -> str:
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/"):
        raise ValueError("it must be an address such as https://intramural.example, without a path")
    return f"{parts.scheme}://{parts.netloc}"


def _mail(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("console", "file", "smtp", "smtps", "smtp+starttls"):
        raise ValueError("it must begin with console:, file:, smtp://, smtp+starttls:// or smtps://")
    if parts.scheme.startswith("smtp"):
        _port_of(parts)
        if not parts.hostname:
            raise ValueError("it names no mail server")
    return text


def _domain(text: str) -> str:
    text = text.lower().rstrip(".")
    if text and not re.fullmatch(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", text):
        raise ValueError("it must be a domain, such as intramural.example, without an @")
    return text


def _listen(text: str) -> tuple[str, int] | None:
    if not text:
        return None
    host, _, port = text.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
        raise ValueError("it must be an address and a port")
    return host.strip("[]"), int(port)


def _names(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in text.replace(",", " ").split())


VENDORS = ("fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com", "*.notify.windows.com")
_HOST = re.compile(r"(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*")
_HERE = re.compile(r"(localhost|127(\.[0-9]{1,3}){3}|\[::1\]):[0-9]{1,5}")


def _push_hosts(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for name in _names(text):
        if name != "vendors" and not _HOST.fullmatch(name) and not _HERE.fullmatch(name):
            raise ValueError(f"{name!r} is neither a host nor the word vendors; only this machine is named with a port")
        found += VENDORS if name == "vendors" else [name.replace("[", "").replace("]", "")]
    return tuple(dict.fromkeys(found))


def _folder(text: str) -> Path:
    if not text:
        raise ValueError("it must be a folder")
    path = _at(text)
    if path.exists() and not path.is_dir():
        raise ValueError("it must be a folder")
    return path


def _file_path(text: str) -> Path | None:
    path = _at(text)
    if text and path.is_dir():
        raise ValueError("it must be a file, not a folder")
    return path if text else None


def _at(text: str) -> Path:
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:
        raise ValueError("nobody has that home folder") from None


OPTIONS = [
    Option("INTRAMURAL_DATA_DIR", "~/.local/share/intramural",
           "The folder for everything that is kept: database, files, secret key, prepared static files.",
           _folder, "/srv/intramural"),
    Option("DATABASE_URL", "",
           "The database. Empty: an SQLite file in the data folder. PostgreSQL 15 or later beyond one machine.",
           _database, "postgres://intramural:secret@db.example/intramural", is_secret=True),
    Option("INTRAMURAL_SITE_URL", "",
           "The address under which people reach Intramural. Empty: http://127.0.0.1 with the port. Cookies are marked "
           "secure when it begins with https.",
           _site, "https://intramural.example"),
    Option("INTRAMURAL_NAME", "Intramural", "The name of your network, in titles and mails.", _text, "Contoso inside"),
    Option("INTRAMURAL_HOST", "127.0.0.1", "The address to listen on.", _text, "0.0.0.0"),  # noqa: S104  (an example)
    Option("INTRAMURAL_PORT", "8000", "The port to listen on.", _number(1, 65535), "8000"),
    Option("INTRAMURAL_WORKERS", "0", "How many processes answer requests. 0: one a processor, two at most on SQLite.",
           _number(0, 64), "4"),
    Option("INTRAMURAL_MAIL_URL", "console:",
           "How mail leaves: console: prints it, file:FOLDER writes it, smtp://USER:PASSWORD@HOST:PORT sends it.",
           _mail, "smtp+starttls://intramural:secret@mail.example:587", is_secret=True),
    Option("INTRAMURAL_MAIL_FROM", "Intramural <intramural@localhost>", "The sender of our mails.", _text,
           "Contoso inside <inside@contoso.example>"),
    Option("INTRAMURAL_MAIL_DOMAIN", "",
           "The domain whose mail comes to Intramural: with it, mails can be answered, spaces have addresses, and what comes "
           "back is noticed. Empty: mails can be read only, and name the host of the site's address.",
           _domain, "inside.contoso.example"),
    Option("INTRAMURAL_MAIL_LISTEN", "",
           "Where to listen for mails by SMTP, for the mail server that hands over what comes for INTRAMURAL_MAIL_DOMAIN. Empty: "
           "nowhere. Nobody but that server may reach it.",
           _listen, "127.0.0.1:2525"),
    Option("INTRAMURAL_MAIL_TRUSTS", "",
           "The names by which your mail servers sign Authentication-Results, separated by commas. With them, only mails that "
           "passed there are taken; without, mails to the address of a space wait for a word of their sender.",
           _names, "mx.contoso.example"),
    Option("INTRAMURAL_PUSH_HOSTS", "",
           "The push services that news may be handed to, so that it appears on people's devices: hosts separated by commas, or "
           "vendors for those of the usual browsers. Empty: none, and nothing is pushed. See docs/operators/push.md.",
           _push_hosts, "vendors"),
    Option("INTRAMURAL_SECRET_KEY", "",
           "The key that signs sessions and seals second steps. Empty: made once and kept in the data folder, readable by its "
           "owner alone.",
           _text, "a long random text", is_secret=True),
    Option("INTRAMURAL_SECRET_KEY_BEFORE", "",
           "The secret key that was there before, while the house changes over to a new one: what it signed or sealed stays good.",
           _text, "the long random text before", is_secret=True),
    Option("INTRAMURAL_DEBUG", "no", "For development: error pages with details. Never where others are.",
           _yes_or_no, "no"),
    Option("INTRAMURAL_LOG", "text", "How logs are written to standard error: text or json.", _one_of("text", "json"), "json"),
    Option("INTRAMURAL_LOG_LEVEL", "info",
           "How much is logged. info: a line a request; warning: only what is wrong or may become so.",
           _one_of("debug", "info", "warning", "error"), "warning"),
    Option("INTRAMURAL_KEEPER", "yes",
           "Whether `intramural serve` also does the house's chores. no: where `intramural work` runs beside it.",
           _yes_or_no, "no"),
    Option("INTRAMURAL_PROXIES", "0",
           "How many proxies stand in front and add to X-Forwarded-For. Tries to sign in are counted by the address before them.",
           _number(0, 5), "1"),
    Option("INTRAMURAL_API_CALLS", "600",
           "How many calls a token may make a minute, counted by each process that answers; of wrong tokens a tenth may come "
           "from one address, counted by all together. 0: as many as they like.",
           _number(0, 1_000_000), "600"),
    Option("INTRAMURAL_UPLOAD_MB", "50", "The largest file that can be attached, in megabytes.", _number(1, 2000), "50"),
    Option("INTRAMURAL_EXPOSURE_DAYS", "30",
           "For how many days it is kept who was handed a post, and by which way, in case it went too far. Nobody can ask what a "
           "person has read. See docs/operators/exposure.md.",
           _number(1, 365), "14"),
    Option("INTRAMURAL_CLOSINGS_FILE", "",
           "Where the house writes what was deleted, made smaller or ended, so that it stays so when an older backup is put back. "
           "Empty: closings.jsonl in the data folder. On another disk it is there when this one is lost.",
           _file_path, "/mnt/safe/closings.jsonl"),
    Option("INTRAMURAL_UPLOAD_FILES", "30", "How many files a post, or a comment, may carry.", _number(1, 200), "10"),
]  # fmt: skip

BY_NAME = {option.name: option for option in OPTIONS}
FILE = "INTRAMURAL_SETTINGS_FILE"


def read(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Every option's value: from the environment, else from the settings file, else its default.

    A name that ends in _FILE names a file that holds the value (for secrets). Raises WrongSetting for a value that
    cannot be used and for a name in the file that does not exist.
    """
    values = given(environ)
    found = {}
    for option in OPTIONS:
        text = values.get(option.name, option.default)
        try:
            found[option.name] = option.parse(text)
        except ValueError as error:
            shown = "what it is set to" if option.is_secret else repr(text)
            raise WrongSetting(
                f"The setting {option.name} cannot be {shown}: {error}. For example: {option.name}={option.example}"
            ) from None
    found["INTRAMURAL_SITE_URL"] = found["INTRAMURAL_SITE_URL"] or f"http://127.0.0.1:{found['INTRAMURAL_PORT']}"
    return found


def given(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """What somebody has set, by name, as it was written. Raises WrongSetting for a file that cannot be read."""
    env = dict(os.environ if environ is None else environ)
    values = _from_file(env.get(FILE, ""))
    values.update({name: env[name] for name in BY_NAME if name in env})
    for name in BY_NAME:
        if env.get(f"{name}_FILE"):
            values[name] = _contents(f"{name}_FILE", env[f"{name}_FILE"]).strip()
    return values


def unknown(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Names in the environment that look like settings and are none → the setting that was probably meant, or ""."""
    env = os.environ if environ is None else environ
    known = {*BY_NAME, *(f"{name}_FILE" for name in BY_NAME), FILE}
    return {
        name: next(iter(get_close_matches(name, known, n=1, cutoff=0.8)), "")
        for name in sorted(env)
        if name.startswith("INTRAMURAL_") and name not in known
    }


def document() -> str:
    """The page docs/operators/settings.md, made from the options. Written by `python -m intramural.config.options`."""
    lines = [
        "# Settings",
        "",
        "Each setting is read from the environment, else from the file that `INTRAMURAL_SETTINGS_FILE` names (lines of",
        "`NAME=value`; `#` begins a comment), else it has its default. `NAME_FILE` names a file that holds the value of",
        "`NAME`: use it for secrets. A setting that cannot be used is refused at start, with its name and what to write",
        "instead; `intramural doctor` says which settings were found, and which names it does not know.",
        "",
    ]
    for option in OPTIONS:
        default = f"`{option.default}`" if option.default else "empty"
        lines += [
            f"## {option.name}",
            option.help,
            "",
            f"Default: {default}. Example: `{option.name}={option.example}`",
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"


def _from_file(path: str) -> dict[str, str]:
    """Lines of NAME=value; blank lines and lines that begin with # are passed over."""
    values: dict[str, str] = {}
    for number, line in enumerate(_contents(FILE, path).splitlines() if path else [], 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, is_set, value = line.partition("=")
        if not is_set or name.strip() not in BY_NAME:
            raise WrongSetting(
                f"Line {number} of {path} sets nothing that exists: {name.strip()!r}. "
                "Write NAME=value with a name of docs/operators/settings.md."
            )
        values[name.strip()] = value.strip().strip('"')
    return values


def _contents(setting: str, path: str) -> str:
    try:
        return Path(path).expanduser().read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError, RuntimeError) as error:
        raise WrongSetting(
            f"The setting {setting} names a file that cannot be read: {path} ({error.__class__.__name__}). "
            "Check its path and its rights."
        ) from None


if __name__ == "__main__":
    sys.stdout.write(document())

"""Logs: one line an event to standard error, as text or JSON.

They hold ids, names of routes and figures: no names of people, no words that somebody wrote, no addresses with what was
asked for behind them. So a fault is told by its kind and its place and without its message, because messages of
databases and parsers quote what they were given; and of what libraries log, only the constant part is kept.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from contextlib import suppress
from types import TracebackType
from typing import Any

import structlog

FORMATS = ("text", "json")
LEVELS = ("debug", "info", "warning", "error")
MOST_FRAMES = 12
# Servers' own talk: addresses to listen on and process numbers, nothing of a request.
_TRUSTED = ("_granian", "granian")
_HERE = "/intramural/"

Facts = MutableMapping[str, Any]


def configure(wanted: dict[str, Any]) -> None:
    """Sets up structlog and the standard library's logging alike. `wanted`: format, level, whether messages are shown
    (in development only), and whether loggers keep what they were set up with (everywhere but in tests)."""
    level = logging.getLevelNamesMapping()[wanted["level"].upper()]
    draw: Any = structlog.processors.JSONRenderer() if wanted["format"] == "json" else _text
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            _told_in_full if wanted["messages"] else without_words,
            draw,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_ToStandardError,
        cache_logger_on_first_use=wanted["cache"],
    )
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, FromLibraries)]:
        root.removeHandler(handler)
    root.addHandler(FromLibraries())
    root.setLevel(max(level, logging.INFO))
    for name in ("django", "django.server", "django.request"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    # Refusals are our own lines (`Requests`); what is left of this logger is faults.
    logging.getLogger("django.request").setLevel(logging.ERROR)


def for_server(level: str) -> dict[str, Any]:
    """What the server is told of logging: to leave its lines to the handler above."""
    quiet = {"handlers": [], "level": level.upper(), "propagate": True}
    return {"formatters": {}, "handlers": {}, "loggers": {"_granian": quiet, "granian.access": dict(quiet)}}


def without_words(logger: Any, method: str, facts: Facts) -> Facts:
    """A fault as its kind, its place and its code: the exception's own message is left out, because it may quote people."""
    error = _error_of(facts.pop("exc_info", None))
    if error is not None:
        facts["fault"] = " from ".join(_kind(link) for link in _chain(error))
        facts["frames"] = frames(error.__traceback__)
    return facts


def frames(trace: TracebackType | None) -> list[str]:
    """Where it went wrong, innermost last: file, line and function, without a line of data."""
    return [
        f"{frame.filename.rpartition(_HERE)[2] or frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)[-MOST_FRAMES:]
    ]


class FromLibraries(logging.Handler):
    """Takes what Django and other libraries log into our lines: the constant part of the words, never what was put in."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == "django.request" and not record.exc_info:
            return  # an answer of 500 and more without a fault: the line of the request tells it
        log = structlog.get_logger("library")
        log.log(record.levelno, _constant_part(record), logger=record.name, exc_info=record.exc_info or None)


def _constant_part(record: logging.LogRecord) -> str:
    if record.name in _TRUSTED:
        return record.getMessage()
    if record.name == "django.request":
        return "fault"
    if record.args and isinstance(record.msg, str):
        return record.msg
    return "(words left out)"


class _ToStandardError:
    """Writes a line to whatever standard error is now, in one piece. Where it cannot be written, because its disk is full or whoever
    read it has gone, nobody's request ends for it."""

    def __init__(self, *names: str) -> None:
        pass

    def msg(self, line: str) -> None:
        with suppress(OSError):
            sys.stderr.write(f"{line}\n")

    log = debug = info = warning = warn = error = critical = fatal = exception = failure = msg


def _text(logger: Any, method: str, facts: Facts) -> str:
    """`2026-11-23T09:20:00Z info  request  route=posts:post status=200`"""
    at, level, event = facts.pop("at"), facts.pop("level"), facts.pop("event")
    seen = facts.pop("frames", None)
    rest = " ".join(f"{name}={value}" for name, value in facts.items() if value is not None)
    line = f"{at[:19]}Z {level:<7} {event}{'  ' if rest else ''}{rest}"
    return line if seen is None else "\n    ".join([line, *seen])


def _told_in_full(logger: Any, method: str, facts: Facts) -> Facts:
    error = _error_of(facts.pop("exc_info", None))
    if error is not None:
        facts["fault"] = _kind(error)
        facts["frames"] = "".join(traceback.format_exception(error)).splitlines()
    return facts


def _error_of(told: Any) -> BaseException | None:
    if told is True:
        return sys.exc_info()[1]
    if isinstance(told, tuple):
        return told[1] if isinstance(told[1], BaseException) else None
    return told if isinstance(told, BaseException) else None


def _chain(error: BaseException) -> list[BaseException]:
    links = [error]
    while len(links) < 4 and (before := links[-1].__cause__ or links[-1].__context__) is not None:
        links.append(before)
    return links


def _kind(error: BaseException) -> str:
    """The class of an error, and the code that its library gives it (SQLITE_BUSY, 40001, ENOSPC)."""
    import errno

    code = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None)
    if code is None and isinstance(error, OSError) and error.errno is not None:
        code = errno.errorcode.get(error.errno)
    return f"{type(error).__name__}({code})" if code else type(error).__name__

"""Django's settings, made from the operator's options (`config.options`)."""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ

from intramural.config import options

OPTIONS = options.read()
DATA_DIR: Path = OPTIONS["INTRAMURAL_DATA_DIR"]
SITE_URL: str = OPTIONS["INTRAMURAL_SITE_URL"]
SITE_NAME: str = OPTIONS["INTRAMURAL_NAME"]
DEBUG: bool = OPTIONS["INTRAMURAL_DEBUG"]
MAX_UPLOAD_BYTES: int = OPTIONS["INTRAMURAL_UPLOAD_MB"] * 1024 * 1024
MAX_UPLOAD_FILES: int = OPTIONS["INTRAMURAL_UPLOAD_FILES"]
API_CALLS: int = OPTIONS["INTRAMURAL_API_CALLS"]
EXPOSURE_DAYS: int = OPTIONS["INTRAMURAL_EXPOSURE_DAYS"]
CLOSINGS_FILE: Path = OPTIONS["INTRAMURAL_CLOSINGS_FILE"] or DATA_DIR / "closings.jsonl"
PACKAGE = Path(__file__).resolve().parent.parent


def _only_for_me(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _secret_key() -> str:
    if OPTIONS["INTRAMURAL_SECRET_KEY"]:
        return str(OPTIONS["INTRAMURAL_SECRET_KEY"])
    path = DATA_DIR / "secret_key"
    if not path.exists() or not path.stat().st_size:
        DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = DATA_DIR / f"secret_key.{secrets.token_hex(8)}"
        try:
            with open(made, "x", opener=_only_for_me) as file:
                file.write(secrets.token_urlsafe(48))
                file.flush()
                os.fsync(file.fileno())
            if path.exists() and not path.stat().st_size:
                path.unlink()  # a first start of an earlier version was killed while it wrote
            with suppress(FileExistsError):  # another process was faster
                os.link(made, path)
        finally:
            made.unlink(missing_ok=True)
    return path.read_text().strip()


def _database() -> dict[str, Any]:
    url = OPTIONS["DATABASE_URL"] or f"sqlite:///{DATA_DIR / 'intramural.sqlite3'}"
    database: dict[str, Any] = environ.Env.db_url_config(url)
    if database["ENGINE"].endswith("sqlite3"):
        database["ENGINE"] = "intramural.kit.sqlite3"
        # FULL: an acknowledgement follows the commit, and the commit follows the disk (trust.md, decision 7).
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA cache_size=-16000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY"
            ),
        }
        database["CONN_MAX_AGE"] = None
    else:
        database["ENGINE"] = "django.db.backends.postgresql"
        # Prepared statements doubled the rate of pages; only what the server binds itself stays the same text and is prepared.
        database["OPTIONS"] = {
            "prepare_threshold": 2,
            "server_side_binding": True,
            "connect_timeout": 5,
            **database.get("OPTIONS", {}),
        }
        database["CONN_MAX_AGE"] = None
        database["CONN_HEALTH_CHECKS"] = True
    return database


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = [key for key in (OPTIONS["INTRAMURAL_SECRET_KEY_BEFORE"],) if key]
DATABASES = {"default": _database()}
ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname or "127.0.0.1", "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

ROOMS = ("ui", "record", "people", "audiences", "exposure", "topics", "spaces", "stewards", "posts", "care", "thought", "announcements",
         "participation", "mail", "imports", "realtime", "search", "notifications", "oversight", "home")  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    *(f"intramural.{room}" for room in ROOMS),
]
MIDDLEWARE = [
    "intramural.config.middleware.Requests",
    "intramural.ui.middleware.House",
    "intramural.people.middleware.SignedIn",
    "intramural.exposure.middleware.Ledger",
    "intramural.notifications.offline.Reader",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "intramural.ui.middleware.Methods",
]
ROOT_URLCONF = "intramural.config.urls"
WSGI_APPLICATION = "intramural.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "intramural.ui.backend.Jinja2",
        "DIRS": [PACKAGE / "ui" / "components"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "intramural.ui.environment.environment"},
    },
]
for _room in sorted(PACKAGE.glob("*/templates")):
    TEMPLATES[0]["DIRS"].append(_room)  # type: ignore[attr-defined]
COMPILED_TEMPLATES = DATA_DIR / "templates"
"""Where they are kept as they were compiled; made anew where something of it is gone, so it is in no backup."""

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = sorted(PACKAGE.glob("*/static"))
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "intramural.ui.bundle.BundleFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = MAX_UPLOAD_FILES + 20  # what is a few too many is refused in words
FILE_UPLOAD_HANDLERS = [
    "intramural.kit.files.limits.Limits",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = False

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("email", "name", "handle")}},
]  # fmt: skip
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"

SESSION_ENGINE = "intramural.people.sessions"
SESSION_COOKIE_NAME = "intramural_session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "intramural_csrf"
CSRF_FAILURE_VIEW = "intramural.ui.pages.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
USE_X_FORWARDED_HOST = False
PROXIES: int = OPTIONS["INTRAMURAL_PROXIES"]
APPEND_SLASH = True

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "intramural.people.accounts.Adapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
# Nobody is mailed because a stranger typed their address; whoever has an account hears of each change to its keys.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_USER_DISPLAY = "intramural.people.accounts.display_name"
ACCOUNT_FORMS = {"reset_password": "intramural.people.resetting.Asking"}
MFA_ADAPTER = "intramural.people.accounts.SecondSteps"
MFA_FORMS = {
    "add_webauthn": "intramural.people.passkeys.Add",
    "login_webauthn": "intramural.people.passkeys.Login",
    "authenticate_webauthn": "intramural.people.passkeys.Authenticate",
    "reauthenticate_webauthn": "intramural.people.passkeys.Reauthenticate",
}
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = (
    True  # addresses are given by operators and invitations; a new password that is asked for notes one anew
)
MFA_TOTP_ISSUER = SITE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SESSION_COOKIE_SECURE

# Rate limits count in the database, so that every process counts the same tries.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kit_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # Calls of programs are counted by each process for itself, so that reading writes nothing.
    "here": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "here",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

_mail = urlsplit(OPTIONS["INTRAMURAL_MAIL_URL"])
DEFAULT_FROM_EMAIL = SERVER_EMAIL = OPTIONS["INTRAMURAL_MAIL_FROM"]
# Whether what is sent to our domain comes back to us; Message-IDs need a domain in any case.
MAIL_COMES_IN = bool(OPTIONS["INTRAMURAL_MAIL_DOMAIN"])
MAIL_DOMAIN: str = OPTIONS["INTRAMURAL_MAIL_DOMAIN"] or urlsplit(SITE_URL).hostname or "localhost"
MAIL_LISTEN: tuple[str, int] | None = OPTIONS["INTRAMURAL_MAIL_LISTEN"]
MAIL_TRUSTS: tuple[str, ...] = OPTIONS["INTRAMURAL_MAIL_TRUSTS"]
PUSH_HOSTS: tuple[str, ...] = OPTIONS["INTRAMURAL_PUSH_HOSTS"]
if _mail.scheme == "file":
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = _mail.path or str(DATA_DIR / "mail")
elif _mail.scheme == "console":
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or (465 if _mail.scheme == "smtps" else 587)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp+starttls"
    EMAIL_TIMEOUT = 15

LOGGING_CONFIG = "intramural.config.logs.configure"
TESTING = "pytest" in sys.modules
LOGGING = {
    "format": OPTIONS["INTRAMURAL_LOG"],
    "level": OPTIONS["INTRAMURAL_LOG_LEVEL"],
    "messages": DEBUG,
    "cache": not TESTING,
}

"""Settings of the tests: as in production, with quick password hashes and a data folder of its own.

TEST_DATABASE_URL names a PostgreSQL server (bin/test starts one); without it the tests run on SQLite.
"""

import atexit
import os
import shutil
import tempfile


def _clear(folder: str, owner: int) -> None:
    if os.getpid() == owner:  # what was forked from it may end before
        shutil.rmtree(folder, ignore_errors=True)


if "INTRAMURAL_DATA_DIR" not in os.environ:
    os.environ["INTRAMURAL_DATA_DIR"] = tempfile.mkdtemp(prefix="intramural-tests-")
    atexit.register(_clear, os.environ["INTRAMURAL_DATA_DIR"], os.getpid())
os.environ["INTRAMURAL_API_CALLS"] = "0"  # nobody calls as often as the tests; those of the limit set one
os.environ["INTRAMURAL_MAIL_URL"] = "console:"
os.environ["INTRAMURAL_SITE_URL"] = "http://testserver"
os.environ["INTRAMURAL_PUSH_HOSTS"] = "push.example.com"
if os.environ.get("TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]

from intramural.config.settings import *  # noqa: E402, F403
from tests import template  # noqa: E402

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
COMPILED_TEMPLATES = template.compiled()
CACHES = {
    **CACHES,  # noqa: F405
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
if migrated := os.environ.get("TEST_DATABASE_TEMPLATE"):
    DATABASES["default"]["TEST"] = {"TEMPLATE": migrated}  # noqa: F405
if "sqlite3" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    # The tests' database is thrown away: what the disk does is the fault tests' business, which run without this file.
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA foreign_keys=ON; PRAGMA synchronous=OFF"  # noqa: F405

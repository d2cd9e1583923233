"""What a page asks of its database, and what that alone costs: `python -m bench.sql HANDLE PATH TIMES`.

Draws the page once, notes its statements, runs them again and again, and writes the CPU milliseconds a page's worth as
JSON. The caller adds what a database server of its own spent meanwhile.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any


def main(handle: str, path: str, times: int) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from intramural.config import serving
    from intramural.people.models import Person

    serving.plan_once()
    settings.ALLOWED_HOSTS.append("testserver")
    client = Client()
    client.force_login(Person.objects.get(handle=handle))
    client.get(path)
    noted: list[tuple[str, Any]] = []

    def note(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        noted.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    asked = [(sql, params) for sql, params in noted if sql.lstrip().upper().startswith("SELECT")]
    begun = 0.0
    with connection.cursor() as cursor:
        for turn in range(times + 20):
            if turn == 20:
                begun = time.process_time()
            for sql, params in asked:
                cursor.execute(sql, params)
                cursor.fetchall()
    json.dump({"ms": (time.process_time() - begun) * 1000 / times, "queries": len(noted)}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))

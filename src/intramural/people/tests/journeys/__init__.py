"""Walks through a real browser, on a server of the test itself. They need chromium; `tests.run` says when it lacks."""

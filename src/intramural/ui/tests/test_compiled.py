"""Templates are compiled once for all processes, and never shown as they were before a change."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from intramural.ui import environment


def _shown(folder: Path, said: str) -> str:
    """What a process of its own shows of the template that says this."""
    env = environment.environment(loader=jinja2.DictLoader({"page.html": said}))
    env.bytecode_cache = environment.Compiled(folder)
    return env.get_template("page.html").render()


def test_the_next_process_compiles_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert _shown(tmp_path / "kept", "{{ 1200|number }}") == "1,200"
    monkeypatch.setattr(jinja2.Environment, "compile", None)
    assert _shown(tmp_path / "kept", "{{ 1200|number }}") == "1,200"
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o700


def test_what_has_changed_is_compiled_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert _shown(tmp_path, "before") == "before"
    assert _shown(tmp_path, "after") == "after"
    assert _shown(tmp_path, "{{ 1200|number }}") == "1,200"
    monkeypatch.setattr(environment, "number", str)
    monkeypatch.setattr(environment.Compiled, "how", "another version of the filters ")
    assert _shown(tmp_path, "{{ 1200|number }}") == "1200"


@pytest.mark.parametrize("lies_there", ["nothing", "a file", "rubbish"])
def test_where_nothing_can_be_kept_all_is_shown(tmp_path: Path, lies_there: str):
    folder = tmp_path / "gone" / "kept"
    if lies_there == "a file":
        folder = tmp_path / "kept"
        folder.write_text("not a folder")
    if lies_there == "rubbish":
        folder = tmp_path
        assert _shown(folder, "as it is") == "as it is"
        [kept] = folder.iterdir()
        kept.write_bytes(b"rubbish")
    assert _shown(folder, "as it is") == "as it is"
    assert _shown(folder, "as it is") == "as it is"


def test_all_templates_can_be_loaded():
    environment.load_all()

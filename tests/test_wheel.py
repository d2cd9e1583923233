"""The wheel as an operator installs it: built, put into an environment of its own with the locked libraries, and used.

Needs the package registries.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests import cluster, template

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "intramural"
KEPT_BACK = re.compile(r"(^|/)(tests|__pycache__)/")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"  # what is committed or about to be, without what a build or a run left behind
    for name in _listed():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, source / name)
    _run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, source)
    return next(folder.glob("intramural-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `intramural` of an environment that holds the wheel and the locked libraries, and nothing else."""
    home = tmp_path_factory.mktemp("installed")
    _run(sys.executable, "-m", "venv", "--without-pip", home)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", home / "bin/python"]
    install = [*pip, "install", "--no-compile"]
    if shutil.which("uv"):
        install = ["uv", "pip", "install", "--quiet", "--python", home / "bin/python"]
    _run(*install, "--require-hashes", "-r", ROOT / "requirements/runtime.txt")
    _run(*install, "--no-deps", wheel)
    _run(*pip, "check")
    return home / "bin" / "intramural"


def test_the_wheel_holds_the_package_and_none_of_its_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if name.startswith("intramural/")}
        licences = {Path(name).name for name in archive.namelist() if "/licenses/" in name}
    wanted = {
        f"intramural/{Path(name).relative_to('src/intramural').as_posix()}"
        for name in _listed()
        if name.startswith("src/intramural/") and not KEPT_BACK.search(name)
    }
    assert inside == wanted
    assert licences == {"LICENSE", "LICENCES.md"}


def test_what_is_installed_serves_keeps_and_restores(installed: Path, tmp_path: Path) -> None:
    port = cluster.free_port()
    house = {"INTRAMURAL_DATA_DIR": str(tmp_path / "house"), "INTRAMURAL_PORT": str(port)}
    assert re.search(r"Intramural \d+\.\d+", _run(installed, "--version"))
    (tmp_path / "house").mkdir(mode=0o700)
    template.lend(template.kept(ROOT / template.KEPT_IN), tmp_path / "house" / "intramural.sqlite3")
    assert "ines@ostergate.example" in _run(installed, "demo", **house)
    server = subprocess.Popen([installed, "serve"], env=_environment(**house), cwd=tmp_path, stdout=subprocess.DEVNULL)
    try:
        page = _get(port, "/sign-in/")
        style = re.search(r'href="(/static/[^"]+\.css)"', page)
        assert style is not None
        assert "@layer" in _get(port, style.group(1))
        _wait_for_the_keeper(installed, house)
        assert "found whole" in _run(installed, "backup", tmp_path / "house.tar.gz", **house)
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(60) == 0
    assert "Restored:" in _run(installed, "restore", tmp_path / "house.tar.gz", INTRAMURAL_DATA_DIR=str(tmp_path / "new"))
    assert "up to date" in _run(installed, "upgrade", INTRAMURAL_DATA_DIR=str(tmp_path / "new"))
    assert "0 failed" in _run(installed, "work", "--once", INTRAMURAL_DATA_DIR=str(tmp_path / "new"), both=True)


def _wait_for_the_keeper(installed: Path, house: dict[str, str]) -> None:
    """The keeper is a process of its own, and may begin after the first page is served."""
    end = time.monotonic() + 60
    while "the keeper is at work" not in (found := _run(installed, "doctor", **house)):
        assert time.monotonic() < end, found


def _listed() -> list[str]:
    """The files of the project, committed or not yet, without what .gitignore leaves out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    return [name for name in listed if (ROOT / name).is_file()]


def _environment(**settings: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("INTRAMURAL_", "DJANGO_")) and name not in ("PYTHONPATH", "DATABASE_URL")
    }
    return {**kept, **settings}


def _run(*words: object, both: bool = False, **settings: str) -> str:
    done = subprocess.run(
        [str(word) for word in words], env=_environment(**settings), cwd="/", capture_output=True, text=True, timeout=400
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout + (done.stderr if both else "")


def _get(port: int, path: str) -> str:
    end = time.monotonic() + 90
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            text = answer.read().decode()
            assert answer.status == 200, f"{path}: {answer.status}"
            return text
        except OSError:
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.1)
        finally:
            connection.close()

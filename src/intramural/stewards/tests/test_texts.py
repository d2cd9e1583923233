"""Examples that come as files: their words are kept, the files are not."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intramural.record.models import Entry
from intramural.stewards import tasks, texts
from intramural.stewards.models import Example
from intramural.stewards.testing import a_stewardship

pytestmark = pytest.mark.django_db


@pytest.fixture
def it(ada, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return a_stewardship(topic="pricing", steward=ada)


def a_docx(words: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as whole:
        whole.writestr(
            "[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        )
        whole.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
            f"<w:t>{words}</w:t></w:r></w:p></w:body></w:document>",
        )
    return made.getvalue()


def test_the_words_of_files_are_kept_as_examples(it, ada, signed_in):
    files = [
        SimpleUploadedFile("rates.docx", a_docx("Lowmoor twelve euros a pallet")),
        SimpleUploadedFile("spring.txt", b"Ravenskirk fourteen. " * 10_000),
    ]
    answer = signed_in(ada).post(f"{it.url}examples/", {"files": files, "name": "Typed", "text": "Santa Lucia nine"})
    assert answer.status_code == 302
    kept = {each.name: each.text for each in Example.objects.all()}
    assert set(kept) == {"rates.docx", "spring.txt", "Typed"}
    assert "Lowmoor twelve euros" in kept["rates.docx"]
    assert len(kept["spring.txt"]) == 100_000
    assert not [path for path in texts.store.root.rglob("*") if path.is_file()]
    assert tasks.sweep_files() == 0
    assert Entry.objects.filter(name="ExamplesChanged").count() == 3


def test_what_cannot_be_read_is_refused_with_the_rest_of_the_form(it, ada, signed_in):
    for file in (SimpleUploadedFile("ramp.png", b"\x89PNG\r\n\x1a\n" + bytes(40)), SimpleUploadedFile("empty.txt", b"")):
        good = SimpleUploadedFile("good.txt", b"Lowmoor twelve")
        answer = signed_in(ada).post(f"{it.url}examples/", {"files": [good, file], "name": "Typed", "text": "Nine"})
        assert answer.status_code == 422
        assert f"“{file.name}”" in answer.content.decode()
        assert "Nine</textarea>" in answer.content.decode()
    assert not Example.objects.exists()


def test_others_add_none(it, cara, olga, signed_in):
    for person in (cara, olga):
        file = SimpleUploadedFile("good.txt", b"Lowmoor twelve")
        assert signed_in(person).post(f"{it.url}examples/", {"files": file}).status_code == 403
    assert not Example.objects.exists()

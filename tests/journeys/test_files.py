"""Files are chosen, pasted and described where one writes, and stand under the post."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import expect

from intramural.kit.tests.papers import a_picture, pdf
from tests.journeys.conftest import Opens

pytestmark = pytest.mark.browser

PASTE = """data => {
  const held = new DataTransfer();
  held.items.add(new File([Uint8Array.from(atob(data), letter => letter.charCodeAt(0))], "pasted.png", {type: "image/png"}));
  document.querySelector("#body").dispatchEvent(new ClipboardEvent("paste", {clipboardData: held, bubbles: true, cancelable: true}));
}"""


def test_files_are_sent_while_one_writes(opens: Opens):
    page = opens("member")
    page.goto("/write/")
    page.get_by_label("What do you want to share?").fill("The ramp at bay 4")
    attached = page.locator(".attached li")
    page.locator("#files").set_input_files(
        [
            {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": pdf("Night shift")},
            {"name": "broken.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\nbroken"},
        ]
    )
    expect(page.locator("attach-files > [role=status]")).to_contain_text("“broken.png” is damaged")
    expect(attached).to_have_count(1)
    page.evaluate(PASTE, base64.b64encode(a_picture()).decode())
    expect(attached).to_have_count(2)
    page.get_by_label("What it shows").fill("A teal wall")
    page.get_by_role("button", name="Remove plan.pdf").click()
    expect(attached).to_have_count(1)
    page.get_by_role("button", name="Share", exact=True).click()
    post = page.locator("article.post", has_text="The ramp at bay 4").first
    expect(post.get_by_role("img", name="A teal wall")).to_be_visible()


def test_without_scripts_they_go_with_the_words(opens: Opens):
    page = opens("member", scripts=False)
    page.goto("/write/")
    page.get_by_label("What do you want to share?").fill("The list for bay 5")
    page.locator("#files").set_input_files([{"name": "list.txt", "mimeType": "text/plain", "buffer": b"words"}])
    page.get_by_role("button", name="Share", exact=True).click()
    post = page.locator("article.post", has_text="The list for bay 5").first
    expect(post.get_by_role("link", name="list.txt")).to_be_visible()

"""Two people in two browsers: each sees within a second what the other does, without reloading, and loses no word."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import film
from tests.journeys.conftest import Opens, Served, sign_in, until

pytestmark = pytest.mark.browser

SOON = 10_000  # milliseconds; a second is what the bench looks at, on a machine that does nothing else


def reply(page: Page, words: str) -> None:
    page.get_by_label("Your reply").fill(words)
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator("#comments article", has_text=words).first).to_be_visible()


def share(page: Page, words: str, *, space: str = "") -> str:
    """The address of a new post, without an undo window."""
    page.goto(f"/write/?space={space}" if space else "/write/")
    page.get_by_label("What do you want to share?").fill(words)
    page.get_by_role("button", name="Share", exact=True).click()
    page.wait_for_url(re.compile(r"/$"))
    return str(
        page.locator("article.post", has_text=words).first.locator("header a[href^='/posts/']").first.get_attribute("href")
    )


def listening(page: Page) -> Page:
    """The page, when its stream is open."""
    until(page, "document.querySelector('live-page')?.source?.readyState === 1")
    return page


def test_two_people_see_each_others_comment_reaction_and_deletion(served: Served, opens: Opens):
    ada, ben = opens("owner"), opens("space_member")
    post = share(ada, "Two of us read this at the same time.")
    ada.goto(post)
    ben.goto(post)
    listening(ada), listening(ben)

    reply(ben, "I see it too.")
    expect(ada.locator("#comments article", has_text="I see it too.")).to_be_visible(timeout=SOON)
    reply(ada, "And I see that you do.")
    listening(ada)
    expect(ben.locator("#comments article", has_text="And I see that you do.")).to_be_visible(timeout=SOON)

    ben.locator("article.post").first.get_by_role("button", name=re.compile("^Thank")).click()
    expect(ada.locator("article.post").first.get_by_role("button", name="Thank 1")).to_be_visible(timeout=SOON)

    ben.get_by_label("Your reply").fill("What I have begun to write")
    ada.locator("article.post").first.get_by_text("More", exact=True).click()
    ada.locator("article.post").first.get_by_role("link", name="Delete").click()
    ada.locator("main").get_by_role("button", name=re.compile("Delete|Take it away")).click()
    expect(ben.get_by_text("What was here is not here any more.")).to_be_visible(timeout=SOON)
    expect(ben.get_by_text("Two of us read this")).to_have_count(0)
    expect(ben.get_by_text("I see it too.")).to_have_count(0)
    expect(ben.get_by_label("Your reply")).to_have_value("What I have begun to write")


def test_what_comes_moves_nothing_and_takes_no_word(served: Served, opens: Opens):
    ada, ben = opens("owner"), opens("space_member")
    post = share(ada, "Here one writes while others answer.")
    ben.goto(post)
    for n in range(6):
        reply(ben, f"Line {n}. " + "Some words that take room. " * 20)
    ada.goto(post)
    listening(ada)
    field = ada.get_by_label("Your reply")
    field.fill("Half a sentence")
    field.evaluate("field => { field.focus(); field.setSelectionRange(4, 4); }")
    before = field.bounding_box()
    reply(ben, "One more line above your field.")
    expect(ada.locator("#comments article", has_text="One more line")).to_have_count(1, timeout=SOON)
    after = field.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 2
    expect(field).to_have_value("Half a sentence")
    assert field.evaluate("field => document.activeElement === field && field.selectionStart") == 4
    expect(ada.get_by_role("status").filter(has_text="A new reply.")).to_have_count(1)


def test_a_new_post_is_told_above_the_stream_and_taken_back_when_it_is_gone(served: Served, opens: Opens):
    ada, ben = opens("owner"), opens("space_member")
    ben.goto("/")
    listening(ben)
    post = share(ada, "News from the bakery.")
    expect(ben.get_by_role("link", name=re.compile(r"^\d+ new posts?$"))).to_be_visible(timeout=SOON)
    expect(ben.get_by_text("News from the bakery.")).to_have_count(0)
    ada.goto(f"{post}deletion/")
    ada.locator("main").get_by_role("button", name=re.compile("Delete|Take it away")).click()
    expect(ben.get_by_role("link", name=re.compile(r"^\d+ new posts?$"))).to_have_count(0, timeout=SOON)


def ways_in(page: Page, at: dict[str, str]) -> dict[str, tuple[int, bytes]]:
    """What this browser gets by each way to a post and what hangs on it (D4): status and bytes."""
    found = {}
    for name, path in {
        "the post": at["post"],
        "open page, asking": f"/live{at['post']}?whole=1",
        "earlier words": f"{at['post']}history/",
        "reply": f"{at['reply']}history/",
        "original file": at["plan"],
        "preview": f"{at['plan']}preview/",
        "picture": at["wall"],
        "thumbnail": f"{at['wall']}thumbnail/",
        "permalink elsewhere": at["leading"],
        "stream": f"/?after={at['later']}",
        "topic": f"/topics/pay/?after={at['later']}",
        "For you": "/for-you/",
        "search": f"/search/?q={at['word'][:-2]}",
        "item": at["item"],
        "replies, to a program": f"{at['item']}/comments",
        "quotation": f"/api/v1{at['quoting'].rstrip('/')}",
        "file, to a program": f"/api/v1{at['plan']}content",
        "list": f"/api/v1/stream?after={at['later']}",
        "found, to a program": f"/api/v1/search?q={at['word'][:-2]}",
        "news, to a program": "/api/v1/for-you",
    }.items():
        answer = page.request.get(path, max_redirects=0)
        found[name] = (answer.status, answer.body())
    return found


def test_what_is_made_smaller_is_gone_from_an_open_page_and_from_every_way_in(served: Served, opens: Opens):
    """D4: two seconds after who looks after it has narrowed a post with a PDF, a picture, a quotation and a reply by mail."""
    steward, reader, at = opens("owner"), opens("member"), served.facts["traced"]
    end = time.monotonic() + 30
    while reader.request.get(f"{at['plan']}preview/").status != 200:
        assert time.monotonic() < end, "the PDF is not drawn yet"
        reader.wait_for_timeout(200)
    reader.goto(at["post"])
    listening(reader)
    expect(reader.get_by_role("link", name="plan.pdf").first).to_be_visible()
    expect(reader.get_by_role("img", name=f"A wall with a {at['word']}")).to_be_visible()
    expect(reader.locator("#comments blockquote", has_text=f"Why {at['word']}")).to_be_visible()
    before = ways_in(reader, at)
    named = {name for name, (_, body) in before.items() if at["word"].encode() in body}
    assert {status for status, _ in before.values()} == {200}
    assert {*ELSEWHERE, "the post", "open page, asking", "item", "replies, to a program", "quotation"} <= named
    film.shot(reader, "open-page-1-before")

    steward.goto(f"{at['post']}narrowing/")
    steward.get_by_label("Why, in a sentence").fill("It is not agreed yet.")
    steward.get_by_role("button", name="Make it smaller").click()
    steward.wait_for_url("**/narrowings/**")
    reader.wait_for_timeout(2_000)

    assert reader.get_by_text("What was here is not here any more.").is_visible()
    shown = reader.evaluate("document.documentElement.outerHTML")
    assert at["word"] not in shown
    film.shot(reader, "open-page-2-after")
    for name, (status, body) in ways_in(reader, at).items():
        assert at["word"].encode() not in body, name
        assert status == (200 if name in ELSEWHERE else 404), name
    steward.goto(at["post"])
    expect(steward.get_by_role("link", name="plan.pdf").first).to_be_visible()


ELSEWHERE = {
    "permalink elsewhere", "stream", "topic", "For you", "search", "list", "found, to a program", "news, to a program",
}  # fmt: skip
"""What is still there for this reader, without it."""


def test_who_leaves_a_space_in_another_tab_sees_nothing_of_it_any_more(served: Served, opens: Opens):
    ada, ben = opens("owner"), opens("space_member")
    slug = served.facts["spaces"]["secret_space"]
    post = share(ada, "Only for Redwood.", space=slug)
    ben.goto(post)
    listening(ben)
    other = ben.context.new_page()
    other.goto(f"/spaces/{slug}/")
    other.get_by_role("button", name="Leave", exact=True).click()
    began = time.monotonic()
    ben.bring_to_front()
    expect(ben.get_by_text("What was here is not here any more.")).to_be_visible(timeout=SOON)
    expect(ben.get_by_text("Only for Redwood.")).to_have_count(0)
    assert time.monotonic() - began < SOON / 1000


def test_tabs_of_one_browser_share_a_stream(served: Served, opens: Opens):
    first = opens("author")
    first.goto("/")
    listening(first)
    second = first.context.new_page()
    second.goto("/spaces/")
    second.wait_for_timeout(800)
    open_streams = [page.evaluate("Boolean(document.querySelector('live-page').source)") for page in (first, second)]
    assert open_streams == [True, False]
    first.close()
    listening(second)


def test_without_a_stream_the_page_asks(served: Served, opens: Opens):
    ada, ben = opens("owner"), opens("space_member")
    ben.context.route("**/events*", lambda route: route.fulfill(status=503, body="{}"))
    post = share(ada, "For who asks by themselves.")
    ben.goto(post)
    ada.goto(post)
    reply(ada, "Asked and answered.")
    heard = ben.locator("#comments article", has_text="Asked and answered.")
    end = time.monotonic() + SOON / 1000
    while not heard.is_visible() and time.monotonic() < end:  # what was asked before the reply may be answered after it
        ben.evaluate("document.querySelector('live-page').ask()")
        ben.wait_for_timeout(250)
    expect(heard).to_be_visible(timeout=SOON)


def test_a_closed_laptop_catches_up(served: Served, opens: Opens):
    ada, ben = opens("owner"), opens("space_member")
    post = share(ada, "Read before the lid was closed.")
    ben.goto(post)
    listening(ben)
    ben.evaluate("document.querySelector('live-page').rest()")
    ada.goto(post)
    reply(ada, "Said while it was closed.")
    ben.wait_for_timeout(1500)
    expect(ben.get_by_text("Said while it was closed.")).to_have_count(0)
    ben.evaluate("document.querySelector('live-page').looked()")
    expect(ben.locator("#comments article", has_text="Said while it was closed.")).to_be_visible(timeout=SOON)


def test_what_two_tabs_heard_counts_once_and_what_was_missed_each_time(served: Served, opens: Opens):
    """Who comes back a second time from the same moment, because nothing was told in between, has missed something again."""
    ben = opens("space_member")
    ben.goto("/spaces/")
    told = """page => {
        const told = [];
        document.addEventListener('news', ({ detail }) => told.push(detail.word));
        for (const word of ['changed', 'changed', 'missed', 'missed']) page.take({ word, post: '', position: page.position });
        return told;
    }"""
    assert ben.evaluate(told, ben.query_selector("live-page")) == ["changed", "missed", "missed"]


def test_a_server_that_was_busy_is_asked_again(served: Served, opens: Opens):
    ada, ben = opens("owner"), opens("space_member")
    post = share(ada, "Read while the server is busy.")
    ben.goto(post)
    ada.goto(post)
    listening(ben)
    busy = iter([503, 503])
    ben.context.route(
        "**/live/posts/**", lambda route: route.fulfill(status=once) if (once := next(busy, 0)) else route.continue_()
    )
    reply(ada, "Said to a busy server.")
    expect(ben.locator("#comments article", has_text="Said to a busy server.")).to_be_visible(timeout=SOON)


def test_who_is_signed_out_elsewhere_hears_nothing_more(served: Served, opens: Opens):
    person = opens()
    sign_in(person, served, "operator")
    person.wait_for_url(re.compile(r"/$"))
    listening(person)
    began = time.monotonic()
    person.evaluate("""() => {
        const form = new FormData();
        const token = document.querySelector('[name=csrfmiddlewaretoken]').value;
        form.set('csrfmiddlewaretoken', token);
        fetch('/sign-out/', { method: 'POST', body: form });
    }""")
    until(person, "document.querySelector('live-page').source?.readyState !== 1")
    assert time.monotonic() - began < SOON / 1000

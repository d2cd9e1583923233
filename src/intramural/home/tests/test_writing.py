"""The composer: everything that can be said, to whomever, in whichever voice; and nothing typed is lost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from intramural.care import actions as care
from intramural.kit import clock
from intramural.kit.paging import moment
from intramural.people.actions import delegate
from intramural.posts import actions, composing, queries
from intramural.posts.models import Post, Provenance
from intramural.posts.reach import Choice
from intramural.posts.testing import A_PICTURE, a_comment, a_post
from intramural.spaces.testing import a_space
from intramural.topics.models import Topic

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}


def page(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_first_post_is_for_everyone_with_no_setting_touched(ada, cara, signed_in):
    assert "Everyone here, 2 people," in page(signed_in(ada), "/write/")
    assert signed_in(ada).post("/write/", {"body": "Good morning"}).status_code == 302
    ada.undo_seconds = 0
    Post.objects.update(released_at=clock.now())
    assert "Good morning" in page(signed_in(cara), "/")


def test_the_address_of_a_draft_that_was_shared_leads_to_the_post(ada, ben, signed_in):
    draft = actions.draft(composing.read({"body": "Soon"}), by=ada)
    assert signed_in(ada).get(f"/write/?draft={draft.public_id}").status_code == 200
    actions.share(composing.read({"body": "Now"}), by=ada, draft=draft)
    assert signed_in(ada).get(f"/write/?draft={draft.public_id}").url == f"/posts/{draft.public_id}/"
    assert signed_in(ben).get(f"/write/?draft={draft.public_id}").status_code == 404


def test_a_list_says_what_is_not_for_everyone(ada, ben, cara, signed_in):
    for to in (Choice(), Choice("people", people=(ben,)), Choice("me")):
        a_post(by=ada, to=to)
    shown = page(signed_in(ada), "/")
    assert (shown.count("<span>not for everyone</span>"), shown.count("<span>only you</span>")) == (1, 1)
    assert "not for everyone</span>" in page(signed_in(ben), "/")
    assert "not for everyone</span>" not in page(signed_in(cara), "/")


def test_a_draft_that_is_asked_about_says_so(ada, ben, signed_in):
    draft = actions.draft(composing.read({"body": "Soon"}), by=ada)
    assert "asked about it" not in page(signed_in(ada), "/drafts/")
    consult = care.ask(draft, by=ada, people=[ben])
    assert f'<a href="{consult.url}">You have asked about it</a>' in page(signed_in(ada), "/drafts/")
    care.opine(consult, by=ben, kind="fine")
    assert f'<a href="{consult.url}">They have answered</a>' in page(signed_in(ada), "/drafts/")


def test_every_kind_is_shared_and_shown(ada, ben, signed_in):
    browser = signed_in(ada)
    for kind, more in {
        "status": {},
        "update": {"title": "News"},
        "article": {"title": "At length"},
        "question": {},
        "idea": {},
        "found": {"url": "https://example.org/a.pdf", "owner": "Product Development", "made_by": "Somebody else"},
        "kudos": {"honours": "@ben"},
        "poll": {"options": "Yes\nNo"},
        "album": {"files": [SimpleUploadedFile("ramp.png", A_PICTURE)]},
    }.items():
        assert browser.post("/write/", {"kind": kind, "body": f"A {kind}", **more}).status_code == 302, kind
    Post.objects.update(released_at=clock.now())
    shown = page(signed_in(ben), "/")
    for words in (
        "asks",
        "has an idea",
        "Owner: <b>Product Development</b>",
        "Shared by: <b><bdi>Ada Okonkwo",
        "thanks ",
        "0 votes",
    ):
        assert words in shown, words
    assert Post.objects.count() == 9


@pytest.mark.parametrize(
    ("typed", "field", "status"),
    [
        ({"kind": "poll", "options": "Only one"}, "options", 422),
        ({"kind": "kudos"}, "honours", 422),
        ({"kind": "kudos", "honours": "@ada"}, "honours", 422),
        ({"kind": "found"}, "url", 422),
        ({"kind": "found", "way": "link", "url": "javascript:alert(1)"}, "url", 422),
        ({"kind": "found", "way": "telepathy"}, "way", 422),
        ({"kind": "status", "body": "x" * 281}, "body", 422),
        ({"audience": "people", "people": "@nobody"}, "people", 422),
        ({"audience": "units"}, "units", 422),
        ({"voice": "official"}, "body", 403),
    ],
)
def test_what_is_refused_stays_typed_beside_the_reason(ada, signed_in, typed, field, status):
    answer = signed_in(ada).post("/write/", {"title": "My title", "body": "My words", **typed})
    assert answer.status_code == status
    shown = answer.content.decode()
    assert 'value="My title"' in shown
    assert typed.get("body", "My words") in shown
    assert f'id="{field}-wrong"' in shown
    assert not Post.objects.exists()


def test_a_small_composer_makes_a_status_of_what_is_short(ada, signed_in):
    browser = signed_in(ada)
    browser.post("/write/", {"kind": "", "body": "Short"})
    browser.post("/write/", {"kind": "", "body": "long " * 100})
    assert list(Post.objects.order_by("pk").values_list("kind", flat=True)) == ["status", "update"]


def test_what_was_begun_in_the_small_composer_goes_on_in_the_whole_one(ada, signed_in):
    answer = signed_in(ada).post("/write/preview/", {"kind": "", "body": "Begun *here*", "more": "1"})
    assert "Begun *here*</textarea>" in answer.content.decode()
    assert "<em>here</em>" not in answer.content.decode()


def test_speaking_officially_is_offered_to_whoever_may(ada, ben, olga, operations, signed_in):
    delegate(ada, unit=operations, by=olga)
    assert "Officially" in page(signed_in(ada), "/write/")
    assert "Officially" not in page(signed_in(ben), "/write/")
    signed_in(ada).post("/write/", {"body": "We move", "voice": "official", "voice_unit": operations.public_id})
    Post.objects.update(released_at=clock.now())
    assert "Official for Operations" in page(signed_in(ben), "/")


def test_reach_is_told_as_a_part_exact_now(ada, ben, cara, operations, signed_in):
    a_space("Merger", owner=ada, members=(ben,), gated=True)
    asked = signed_in(ada)
    for query, words in {
        "": "Everyone here, 3 people,",
        "?audience=me": "Only you",
        f"?audience=units&units={operations.public_id}": "Operations, 2 people,",
        "?audience=people&people=@cara": "Ada Okonkwo and Cara Lindqvist, 2 people,",
        "?audience=space&space=merger": "Members of Merger, 2 people,",
    }.items():
        assert words in page(asked, f"/write/reach/{query}")
    assert asked.get("/write/reach/?audience=units", headers=PART).status_code == 422


def test_an_external_space_frames_the_composer(ada, gus, signed_in):
    a_space("Carrier", owner=ada, members=(gus,), gated=True, kind="external")
    for browser in (signed_in(ada), signed_in(gus)):
        shown = page(browser, "/write/?space=carrier")
        assert "People outside the organisation read this" in shown
        assert "Members of Carrier, 2 people," in shown
    assert signed_in(gus).post("/write/", {"body": "Hello", "audience": "space", "space": "carrier"}).status_code == 302
    for chosen in ("audience=space&space=carrier", "audience=people&people=@gus"):
        assert "People outside the organisation read this" in page(signed_in(ada), f"/write/reach/?{chosen}")
    assert "outside" not in page(signed_in(ada), "/write/reach/?audience=everyone")


def test_a_preview_shows_and_makes_nothing(ada, signed_in):
    part = signed_in(ada).post("/write/preview/", {"body": "See *this* #brandnew @ada <script>"}, headers=PART)
    assert "<em>this</em>" in part.content.decode()
    assert "/people/ada/" in part.content.decode()
    assert "<script>" not in part.content.decode()
    assert not Topic.objects.exists()
    assert not Post.objects.exists()
    whole = signed_in(ada).post("/write/preview/", {"body": "See *this*"}).content.decode()
    assert "<em>this</em>" in whole
    assert "See *this*</textarea>" in whole


def test_drafts_are_kept_listed_gone_on_with_and_thrown_away(ada, ben, signed_in):
    browser = signed_in(ada)
    made = browser.post("/drafts/", {"body": "Half a thought", "kind": "idea"}, headers=PART).json()["draft"]
    again = browser.post("/drafts/", {"body": "Half a thought more", "draft": made}, headers=PART).json()["draft"]
    assert made == again
    assert "Half a thought more" in page(browser, "/drafts/")
    assert "Half a thought more</textarea>" in page(browser, f"/write/?draft={made}")
    assert "Half a thought" not in page(signed_in(ben), "/drafts/")
    assert signed_in(ben).get(f"/write/?draft={made}").status_code == 404
    assert browser.get(f"/posts/{made}/").url == f"/write/?draft={made}"
    browser.post("/write/", {"body": "A whole thought", "draft": made})
    assert browser.post("/drafts/", {"body": "Too late", "draft": made}, headers=PART).status_code == 404
    assert "A whole thought" not in page(browser, "/drafts/")
    kept = browser.post("/drafts/", {"body": "Another"}, headers=PART).json()["draft"]
    assert browser.post(f"/drafts/{kept}/discarding/").status_code == 302
    assert "Another" not in page(browser, "/drafts/")
    assert browser.post("/drafts/", {"body": " "}).status_code == 422


@pytest.mark.parametrize("to", ["/write/", "/drafts/"])
def test_a_draft_that_another_window_shared_keeps_what_was_typed(ada, ben, signed_in, to):
    browser = signed_in(ada)
    kept = browser.post("/drafts/", {"body": "First"}, headers=PART).json()
    browser.post("/write/", {"body": "First", **kept})
    asked = browser.post("/drafts/", {"body": "Half an hour of work", **kept}, headers=PART)
    assert (asked.status_code, "shared or thrown away" in asked.content.decode()) == (404, True)
    refused = browser.post(to, {"body": "Half an hour of work", **kept})
    shown = refused.content.decode()
    assert refused.status_code == 404
    assert "The draft that you went on with is not there any more" in shown
    assert "Half an hour of work</textarea>" in shown
    assert 'name="draft" value=""' in shown
    theirs = signed_in(ben).post(to, {"body": "Half an hour of work", **kept}).content.decode()
    assert "The draft that you went on with is not there any more" in theirs
    browser.post("/write/", {"body": "Half an hour of work", "draft": "", "version": ""})
    assert set(Post.objects.values_list("body", flat=True)) == {"First", "Half an hour of work"}


@pytest.mark.parametrize("to", ["/write/", "/drafts/"])
def test_two_windows_do_not_overwrite_a_draft(ada, signed_in, to):
    browser = signed_in(ada)
    kept = browser.post("/drafts/", {"body": "One"}, headers=PART).json()
    more = browser.post("/drafts/", {"body": "One, and an hour of work", **kept}, headers=PART).json()
    assert (more["draft"], more["version"]) == (kept["draft"], 2)
    late = browser.post("/drafts/", {"body": "One.", **kept}, headers=PART)
    assert (late.status_code, "changed in the meantime" in late.content.decode()) == (409, True)
    refused = browser.post(to, {"body": "One.", **kept})
    shown = refused.content.decode()
    assert refused.status_code == 409
    assert "One.</textarea>" in shown
    assert "One, and an hour of work</blockquote>" in shown
    assert 'name="version" value="2"' in shown
    draft = Post.objects.get()
    assert (draft.state, draft.body) == ("draft", "One, and an hour of work")
    assert browser.post(to, {"body": "One.", **more}).status_code == 302
    assert Post.objects.get().body == "One."


def test_how_often_a_draft_was_kept_is_told_to_nobody(ada):
    kept = actions.draft(composing.read({"body": "One"}), by=ada)
    for _ in range(3):
        actions.draft(composing.read({"body": "Two"}), by=ada, into=kept)
    assert actions.share(composing.read({"body": "Two"}), by=ada, draft=kept).version == 1


def test_what_is_taken_back_is_in_the_composer_again(ada, signed_in):
    ada.undo_seconds = 20
    ada.save()
    browser = signed_in(ada)
    browser.post("/write/", {"body": "Too soon", "kind": "poll", "options": "Yes\nNo", "audience": "me"})
    post = Post.objects.get()
    assert "Take it back" in page(browser, "/")
    onward = browser.post(f"/posts/{post.public_id}/withdrawal/").url
    shown = page(browser, onward)
    assert "Too soon</textarea>" in shown
    assert "Yes\nNo</textarea>" in shown
    assert '<option value="me" selected>' in shown


def test_why_so_wide_is_kept_with_a_draft_and_stands_on_the_page(ada, ben, signed_in):
    browser = signed_in(ada)
    ada.undo_seconds, why = 20, "Everybody sells, so everybody asks."
    ada.save()
    assert "Say why so wide" in page(browser, "/write/")
    browser.post("/drafts/", {"body": "New prices", "why_wide": why})
    draft = Post.objects.get()
    assert why in page(browser, f"/write/?draft={draft.public_id}")
    browser.post("/write/", {"body": "New prices", "why_wide": why, "draft": draft.public_id})
    actions.withdraw(Post.objects.get(), by=ada)
    assert why in page(browser, f"/write/?draft={draft.public_id}")
    browser.post("/write/", {"body": "New prices", "why_wide": why, "draft": draft.public_id})
    Post.objects.update(released_at=clock.now())
    assert why in page(signed_in(ben), f"/posts/{draft.public_id}/")
    refused = browser.post("/write/", {"body": "x", "why_wide": "x" * 301})
    assert (refused.status_code, b"at most 300 characters" in refused.content) == (422, True)


def test_completion_offers_people_and_topics_that_one_may_know(ada, ben, cara, gus, signed_in):
    a_post(by=ada, body="About #pay")
    a_post(by=ada, body="About #paycut", to=Choice("people", people=(cara,)))
    part = page(signed_in(ben), "/write/completion/?mark=@&word=lind")
    assert 'data-value="@cara"' in part
    part = page(signed_in(ben), "/write/completion/?mark=%23&word=pa")
    assert 'data-value="#pay"' in part
    assert "paycut" not in part
    assert "paycut" in page(signed_in(cara), "/write/completion/?mark=%23&word=pa")
    assert "data-value" not in page(signed_in(gus), "/write/completion/?mark=@&word=ada")


def test_new_posts_are_a_line_and_nothing_moves(ada, ben, signed_in):
    browser = signed_in(ben)
    since = moment(clock.now())
    link = re.search(r'from="(/newer/[^"]+)"', page(browser, "/"))
    assert link is not None
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
        a_post(by=ben, body="My own")
        assert page(browser, f"/newer/?since={since}").strip() == ""
        a_post(by=ada)
        a_post(by=ada, kind="question")
        assert "2 new posts" in page(browser, link[1].replace("&amp;", "&"))
        assert "1 new post<" in page(browser, f"/newer/?since={since}&only=questions")
    assert browser.get(f"/newer/?since={since}&only=enemies").status_code == 422


def test_a_status_with_replies_grows_into_an_article_that_credits_them(ada, ben, cara, signed_in):
    post = a_post(by=ada, kind="status", body="Trucks queue at seven", to=Choice("people", people=(ben, cara)))
    assert signed_in(ada).post(f"/posts/{post.public_id}/growing/").status_code == 422
    first = a_comment(by=ben, on=post, body="The gate opens late")
    actions.comment(post, by=cara, body="And the slots\nare full", parent=first)
    assert "Grow this" in page(signed_in(ada), "/")
    assert "Grow this" not in page(signed_in(ben), "/")
    onward = signed_in(ada).post(f"/posts/{post.public_id}/growing/").url
    assert onward == signed_in(ada).post(f"/posts/{post.public_id}/growing/").url
    draft = queries.draft(onward.partition("draft=")[2], by=ada)
    assert draft.grown_from == post
    for words in ("Trucks queue at seven", "@ben", "@cara", f"/posts/{post.public_id}/", first.url):
        assert words in draft.body
    assert "The gate opens late" in page(signed_in(ada), f"/write/?draft={draft.public_id}")
    composed = composing.of(draft)
    assert (composed.kind, composed.audience, composed.people) == ("article", "people", "@ben @cara")
    actions.share(composed, by=ada, draft=draft)
    shown = page(signed_in(ben), f"/posts/{draft.public_id}/")
    for words in ("thanks to", "The gate opens late", "are full"):
        assert words in shown
    assert Post.objects.get(pk=draft.pk).grown_from == post


def test_the_source_of_a_found_document_can_be_a_mail(ada):
    actions.share(composing.read({"kind": "found", "way": "mail", "owner": "Carrier", "body": "Look"}), by=ada)
    assert Provenance.objects.get().way == "mail"


def test_the_composer_costs_the_same_whatever_was_written(ada, signed_in, django_assert_max_num_queries):
    for _ in range(3):
        a_space(f"Space {_}", owner=ada)
        actions.draft(composing.read({"body": "Begun"}), by=ada)
    browser = signed_in(ada)
    browser.get("/write/")
    with django_assert_max_num_queries(9):
        browser.get("/write/")


def test_a_guest_learns_from_a_preview_of_no_handle_but_of_whom_they_share_a_space_with(ada, rosa, gus, signed_in):
    a_space("Suppliers", owner=ada, members=(gus,), kind="external", gated=True)
    shown = [
        signed_in(gus).post("/write/preview/", {"body": f"@{name}"}, headers=PART).content.decode().replace(name, "x")
        for name in ("rosa", "ross")
    ]
    assert shown[0] == shown[1]
    part = signed_in(gus).post("/write/preview/", {"body": "@ada and @gus"}, headers=PART).content.decode()
    assert '<a href="/people/ada/" class="mention"' in part
    assert '<a href="/people/gus/" class="mention"' in part


@pytest.mark.parametrize("path", ["/write/", "/drafts/", "/write/preview/", "/write/second-thought/"])
def test_a_form_that_goes_on_with_what_can_be_no_draft_finds_none(ada, signed_in, path):
    answer = signed_in(ada).post(path, {"body": "Good morning", "draft": "a\x00b"})
    assert answer.status_code == 404
    assert "no such draft" in answer.content.decode()
    assert not Post.objects.exists()


def test_what_can_be_no_file_is_none_to_take_off(ada, signed_in):
    assert signed_in(ada).post("/drafts/", {"body": "Good morning", "remove": "a\x00b"}).status_code == 302
    assert Post.objects.get().body == "Good morning"

"""What signs somebody in: password, codes, reset by mail; each page in our words, each change told by mail."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from intramural.kit import clock
from intramural.kit.errors import NotAllowed
from intramural.people import actions, mailing, second_steps
from intramural.people.models import PasswordAsked, Person, Session
from intramural.people.testing import a_person
from intramural.record.models import Entry

pytestmark = pytest.mark.django_db

NEW = "kettle-harbour-7"


@pytest.fixture(autouse=True)
def _after_commit_is_now(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **more: do())


@pytest.fixture(autouse=True)
def _a_code_stays_good():
    """A code of an app is good for the half minute in which it is made, and that may end between making and sending it."""
    with time_machine.travel(clock.now(), tick=False):
        yield


def code_of(secret: str) -> str:
    counters = sorted(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counters[len(counters) // 2]))


def shows_it_is_them(browser, password: str, to: str):
    return browser.post("/settings/security/again/", {"password": password, "next": to})


def with_an_app(browser, password: str) -> str:
    """Adds an authenticator app; returns its secret."""
    to = "/settings/security/app/"
    assert browser.get(to).url.startswith("/settings/security/again/")
    assert shows_it_is_them(browser, password, to).url == to
    page = browser.get(to).content.decode()
    secret = re.search(r'<code class="secret">(\w+)</code>', page)[1]
    assert browser.post(to, {"code": "000000"}).status_code == 200
    assert browser.post(to, {"code": code_of(secret)}).url == "/settings/security/recovery-codes/"
    return secret


def test_an_app_its_codes_and_its_end(ada, signed_in):
    browser = signed_in(ada)
    secret = with_an_app(browser, "ada-password")
    page = browser.get("/settings/security/recovery-codes/").content.decode()
    assert "Your authenticator app is added." in page
    codes = re.findall(r"<li><code>([^<]+)</code>", page)
    assert len(codes) == 10
    assert codes[0] in browser.get("/settings/security/recovery-codes/file/").content.decode()
    assert "An authenticator app was added" in mail.outbox[0].body
    assert "10 of your recovery codes are unused" in browser.get("/settings/security/").content.decode()

    for code, way_in in (("000000", None), (code_of(secret), "/"), (codes[0], "/")):
        door = signed_in()
        asked = door.post("/sign-in/", {"login": "ada@house.example", "password": "ada-password"})
        assert asked.url == "/sign-in/code/"
        assert door.get("/").status_code == 302
        assert "One step more" in door.get("/sign-in/code/").content.decode()
        answer = door.post("/sign-in/code/", {"code": code})
        assert answer.url == way_in if way_in else "That code is not right" in answer.content.decode()
        assert door.get("/").status_code == (200 if way_in else 302)
    assert "9 of your recovery codes are unused" in browser.get("/settings/security/").content.decode()
    assert not Authenticator.objects.exclude(last_used_at=None).exists(), "nobody keeps when somebody was here"

    assert browser.post("/settings/security/app/removal/").url == "/settings/security/"
    assert not Authenticator.objects.filter(user=ada).exists()
    assert signed_in().post("/sign-in/", {"login": "ada@house.example", "password": "ada-password"}).url == "/"


def test_nobody_keeps_another_from_a_second_step_by_asking_for_their_new_password(ada, signed_in):
    assert signed_in().post("/password/", {"email": "ada@house.example"}).url == "/password/mailed/"
    with_an_app(signed_in(ada), "ada-password")
    assert Authenticator.objects.filter(user=ada).exists()


def test_new_recovery_codes_end_the_old(ada, signed_in):
    browser = signed_in(ada)
    with_an_app(browser, "ada-password")
    old = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert browser.get("/settings/security/recovery-codes/new/").status_code == 200
    browser.post("/settings/security/recovery-codes/new/")
    new = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert not set(old) & set(new)
    assert "New recovery codes" in mail.outbox[-1].body


def kept_secrets() -> list[str]:
    return [
        text
        for data in Authenticator.objects.values_list("data", flat=True)
        for text in data.values()
        if isinstance(text, str)
    ]


def test_what_is_kept_of_second_steps_is_sealed(ada, signed_in):
    secret = with_an_app(signed_in(ada), "ada-password")
    kept = kept_secrets()
    assert len(kept) == 2
    assert all(text.startswith("sealed:") and secret not in text for text in kept)
    assert not any(secret in str(session.get_decoded()) for session in Session.objects.all())


def test_what_was_kept_in_the_open_works_and_is_sealed_by_the_keeper(ada, signed_in):
    secret = with_an_app(signed_in(ada), "ada-password")
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    for row in Authenticator.objects.all():
        names = [name for name in ("secret", "seed") if name in row.data]
        row.data.update({name: second_steps.unseal(row.data[name]) for name in names})
        row.save()
    assert (secret in kept_secrets(), second_steps.sealed_before()) == (True, 2)
    assert signs_in(signed_in(), code_of(secret)) == "/"
    assert second_steps.seal_anew() == 2
    assert (second_steps.seal_anew(), second_steps.sealed_before(), secret in kept_secrets()) == (0, 0, False)
    assert signs_in(signed_in(), codes[3]) == "/"
    assert Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes() == [*codes[:3], *codes[4:]]


def test_codes_from_another_library_are_sealed_too(ada):
    Authenticator.objects.create(user=ada, type="recovery_codes", data={"migrated_codes": ["one", "two"], "used_mask": 0})
    assert second_steps.seal_anew() == 1
    [data] = Authenticator.objects.values_list("data", flat=True)
    assert all(code.startswith("sealed:") for code in data["migrated_codes"])
    assert Authenticator.objects.get().wrap().get_unused_codes() == ["one", "two"]


def test_another_secret_key(ada, signed_in, settings):
    secret = with_an_app(signed_in(ada), "ada-password")
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another key of the same house, long enough"
    assert (second_steps.not_opened(), second_steps.seal_anew()) == (2, 0)
    door = signed_in()
    door.post("/sign-in/", {"login": "ada@house.example", "password": "ada-password"})
    answer = door.post("/sign-in/code/", {"code": code_of(secret)})
    assert (answer.status_code, "secret key of this house was changed" in answer.content.decode()) == (409, True)
    assert signed_in(ada).get("/settings/security/").status_code == 200
    settings.SECRET_KEY_FALLBACKS = [before]
    assert (second_steps.not_opened(), second_steps.sealed_before()) == (0, 2)
    assert second_steps.seal_anew() == 2
    settings.SECRET_KEY_FALLBACKS = []
    assert signs_in(signed_in(), code_of(secret)) == "/"


def test_an_operator_takes_them_from_who_has_lost_them(ada, olga, signed_in):
    inside = signed_in(ada)
    with_an_app(inside, "ada-password")
    desk = signed_in(olga)
    assert "Take them away" in desk.get("/operator/people/ada/").content.decode()
    mail.outbox.clear()
    assert desk.post("/operator/people/ada/second-steps/").url == "/operator/people/ada/"
    [told] = mail.outbox
    assert (told.to, "An operator took passkeys" in told.body) == (["ada@house.example"], True)
    assert inside.get("/").status_code == 302
    assert signed_in().post("/sign-in/", {"login": "ada@house.example", "password": "ada-password"}).url == "/"
    assert "Take them away" not in desk.get("/operator/people/ada/").content.decode()
    desk.post("/operator/people/ada/second-steps/")
    assert Entry.objects.filter(name="SecondStepsTaken", by_id=olga.pk, about=f"Person:{ada.pk}").count() == 1


def test_who_is_no_operator_takes_none(ada, ben):
    with pytest.raises(NotAllowed):
        actions.take_second_steps(ada, by=ben)


def signs_in(door, code: str) -> str:
    door.post("/sign-in/", {"login": "ada@house.example", "password": "ada-password"})
    return door.post("/sign-in/code/", {"code": code}).url


def test_a_new_password_ends_the_other_sessions(ada, signed_in):
    here, there = signed_in(ada), signed_in(ada)
    wrong = {"oldpassword": "no", "password1": NEW, "password2": NEW}
    assert "This is not your password." in here.post("/settings/security/password/", wrong).content.decode()
    weak = {"oldpassword": "ada-password", "password1": "short", "password2": "short"}
    assert here.post("/settings/security/password/", weak).status_code == 200
    right = {"oldpassword": "ada-password", "password1": NEW, "password2": NEW}
    assert here.post("/settings/security/password/", right).url == "/settings/security/"
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302
    assert Person.objects.get(pk=ada.pk).check_password(NEW)
    [told] = mail.outbox
    assert told.to == ["ada@house.example"]
    assert "was changed" in told.body


def test_reset_by_mail(ada, signed_in):
    inside, door = signed_in(ada), signed_in()
    assert door.post("/password/", {"email": "ADA@house.example"}).url == "/password/mailed/"
    assert door.get("/password/mailed/").status_code == 200
    assert not mail.outbox
    assert mailing.send_links() == 1
    assert not PasswordAsked.objects.exists()
    [asked] = mail.outbox
    link = re.search(r"http://testserver(/password/\S+)", asked.body)[1]
    form = door.get(link).url
    assert "Choose a new password" in door.get(form).content.decode()
    assert door.post(form, {"password1": NEW, "password2": "other-" + NEW}).status_code == 200
    assert door.post(form, {"password1": NEW, "password2": NEW}).url == "/password/chosen/"
    assert door.get("/password/chosen/").status_code == 200
    assert inside.get("/").status_code == 302
    assert door.post("/sign-in/", {"login": "ada@house.example", "password": NEW}).url == "/"
    assert "This link opens nothing any more" in signed_in().get(link).content.decode()


@pytest.mark.parametrize("standing", ["nobody", "deactivated", "imported"])
def test_only_who_may_sign_in_is_mailed_a_link_and_nobody_learns_who(ada, olga, signed_in, standing):
    if standing == "deactivated":
        actions.deactivate(ada, by=olga)
    elif standing == "imported":
        Person.objects.filter(pk=ada.pk).update(standing="imported", is_active=False)
    address = "nobody@house.example" if standing == "nobody" else "ada@house.example"
    assert signed_in().post("/password/", {"email": address}).url == "/password/mailed/"
    assert mailing.send_links() == 1
    assert not mail.outbox
    assert not PasswordAsked.objects.exists()


def test_asking_for_a_link_is_the_same_work_whosever_the_address_is(ada, signed_in):
    told = []
    for address in ("ada@house.example", "nobody@house.example", "ADA@HOUSE.EXAMPLE", "x" * 300 + "@house.example"):
        door = signed_in()
        door.get("/password/")
        with CaptureQueriesContext(connection) as asked:
            answer = door.post("/password/", {"email": address})
        headers = {name: value for name, value in answer.headers.items() if name != "X-Request-Id"}
        shape = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in asked]
        told.append((answer.status_code, answer.content, headers, shape))
    assert all(one == told[0] for one in told)
    assert not any("people_person" in sql for sql in told[0][3])
    assert PasswordAsked.objects.count() == 4
    mailing.send_links()
    assert [message.to for message in mail.outbox] == [["ada@house.example"]] * 2


def test_a_link_waits_for_the_mail_server_and_not_for_ever(ada, signed_in, monkeypatch):
    signed_in().post("/password/", {"email": "ada@house.example"})
    monkeypatch.setattr(mailing, "_send_link", lambda person: (_ for _ in ()).throw(ConnectionRefusedError))
    assert mailing.send_links() == 0
    monkeypatch.undo()
    assert (mailing.send_links(), len(mail.outbox)) == (0, 0), "it is tried again in a minute"
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        assert (mailing.send_links(), len(mail.outbox)) == (1, 1)
    signed_in().post("/password/", {"email": "ada@house.example"})
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        assert (mailing.send_links(), len(mail.outbox)) == (1, 1)


@pytest.mark.parametrize("standing", ["somebody", "nobody", "invited", "imported"])
def test_a_wrong_password_takes_as_long_whosever_the_address_is(ada, olga, signed_in, monkeypatch, settings, standing):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    ada.set_password("ada-password")
    ada.save()
    address = {
        "somebody": "ada@house.example",
        "nobody": "nobody@house.example",
        "invited": "nia@house.example",
        "imported": "ida@house.example",
    }[standing]
    actions.invite("nia@house.example", by=olga, name="Nia")
    ida = a_person("ida", standing="imported", is_active=False)
    ida.set_unusable_password()
    ida.save()
    hashed = []
    encode = Argon2PasswordHasher.encode
    verify = Argon2PasswordHasher.verify
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *a: hashed.append("encode") or encode(*a))
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *a: hashed.append("verify") or verify(*a))
    answer = signed_in().post("/sign-in/", {"login": address, "password": "a-wrong-password"})
    assert "do not fit together" in answer.content.decode()
    assert len(hashed) == 1


def test_an_account_that_was_ended_says_so_to_who_knows_its_password(ada, olga, signed_in):
    actions.deactivate(ada, by=olga)
    answer = signed_in().post("/sign-in/", {"login": "ada@house.example", "password": "ada-password"}, follow=True)
    assert "This account is not open." in answer.content.decode()


def test_too_many_tries_are_refused_in_our_words(ada, signed_in):
    door = signed_in()
    answers = [door.post("/password/", {"email": "ada@house.example"}) for _ in range(6)]
    assert answers[-1].status_code == 429
    assert "Wait a minute, and try again." in answers[-1].content.decode()
    tries = [door.post("/sign-in/", {"login": "ada@house.example", "password": "no"}) for _ in range(7)]
    assert "That was tried too often." in tries[-1].content.decode()
    assert "do not fit together" in tries[0].content.decode()


def test_every_page_of_the_sign_in_library_is_ours(ada, signed_in):
    browser = signed_in(ada)
    with_an_app(browser, "ada-password")
    for path in (
        "/sign-in/closed/", "/password/", "/password/mailed/", "/password/chosen/", "/password/1-x/",
        "/settings/security/", "/settings/security/password/", "/settings/security/again/", "/settings/security/again/code/",
        "/settings/security/app/removal/", "/settings/security/recovery-codes/", "/settings/security/recovery-codes/new/",
        "/settings/security/passkeys/", "/settings/security/passkeys/new/",
    ):  # fmt: skip
        answer = browser.get(path)
        assert answer.status_code == 200, path
        assert 'class="mark"' in answer.content.decode(), path


FORGED = {
    "id": "AAAA", "rawId": "AAAA", "type": "public-key", "clientExtensionResults": {},
    "response": {"clientDataJSON": "e30", "attestationObject": "oA", "authenticatorData": "AA", "signature": "AA"},
}  # fmt: skip


@pytest.mark.parametrize(
    "credential",
    ["", "{", "[]", "{}", "null", "5", '"x"', '{"id": 1}', '{"response": {"userHandle": 5}}', '{"response": []}',
     json.dumps(FORGED), json.dumps({**FORGED, "response": {**FORGED["response"], "userHandle": "MQ"}}),
     json.dumps({**FORGED, "rawId": 7})],
)  # fmt: skip
def test_what_is_no_passkey(ada, signed_in, credential):
    door = signed_in()
    door.get("/sign-in/passkey/", headers={"X-Requested-With": "XMLHttpRequest"})
    answer = door.post("/sign-in/passkey/", {"credential": credential})
    assert answer.status_code == 302
    browser = signed_in(ada)
    shows_it_is_them(browser, "ada-password", "/settings/security/passkeys/new/")
    browser.get("/settings/security/passkeys/new/")
    answer = browser.post("/settings/security/passkeys/new/", {"name": "x", "credential": credential})
    assert 'role="alert"' in answer.content.decode()
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("proxies", "claimed", "counted"),
    [(0, "6.6.6.6", "127.0.0.1"), (1, "6.6.6.6, 10.0.0.7", "10.0.0.7"), (2, "10.0.0.7", "127.0.0.1"), (1, "", "127.0.0.1")],
)
def test_tries_are_counted_by_where_they_came_from(rf, settings, proxies, claimed, counted):
    settings.PROXIES = proxies
    request = rf.get("/", headers={"X-Forwarded-For": claimed} if claimed else {})
    assert get_adapter().get_client_ip(request) == counted

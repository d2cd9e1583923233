from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from intramural.kit import clock
from intramural.mail import addresses
from intramural.posts import actions as posts
from intramural.posts.testing import a_post
from intramural.spaces.testing import a_space


@pytest.fixture(autouse=True)
def domain(settings):
    settings.MAIL_DOMAIN = "inside.example"


def test_an_answer_names_person_and_post(ada, ben):
    post = a_post(by=ada)
    address = addresses.reply_address(post, ben)
    assert address.startswith("reply+")
    assert address.endswith("@inside.example")
    assert addresses.read(address) == addresses.Token("reply", ben.public_id, post.public_id)
    assert addresses.read(address).post_id == post.public_id


def test_an_address_fits_into_what_mail_servers_bear(ada, ben):
    post = a_post(by=ada)
    for address in (
        addresses.reply_address(post, ben),
        addresses.bounce_address(post, ben),
        addresses.leave_address(ben, addresses.HOUSE),
    ):
        assert len(address.partition("@")[0]) <= 64


def test_servers_that_change_case_and_add_names_do_no_harm(ada, ben):
    address = addresses.reply_address(a_post(by=ada), ben)
    assert addresses.read(f'"Ada (Intramural)" <{address.upper()}>') == addresses.read(address) is not None


def test_it_ends_after_ninety_days(ada, ben):
    address = addresses.reply_address(a_post(by=ada), ben)
    with time_machine.travel(clock.now() + timedelta(days=90)):
        assert not addresses.read(address).is_expired
    with time_machine.travel(clock.now() + timedelta(days=91)):
        assert addresses.read(address).is_expired


def test_no_letter_of_it_can_be_changed(ada, ben):
    local, _, domain = addresses.reply_address(a_post(by=ada), ben).partition("@")
    for at in range(len("reply+"), len(local)):
        other = "x" if local[at] != "x" else "y"
        assert addresses.read(f"{local[:at]}{other}{local[at + 1 :]}@{domain}") is None


def test_one_kind_is_not_another(ada, ben):
    address = addresses.reply_address(a_post(by=ada), ben)
    assert addresses.read(address.replace("reply+", "bounce+")) is None
    assert addresses.read(address.replace("reply+", "leave+")) is None


@pytest.mark.parametrize(
    "address", ["", "reply@inside.example", "reply+@inside.example", "reply+ü@inside.example", "@", "<>"]
)
def test_what_is_no_address_of_ours_says_nothing(address):
    assert addresses.read(address) is None


def test_another_domain_is_not_ours(ada, ben):
    address = addresses.reply_address(a_post(by=ada), ben)
    assert addresses.read(address.replace("inside.example", "outside.example")) is None


def test_a_new_secret_key_leaves_what_was_mailed_good(ada, ben, settings):
    address = addresses.reply_address(a_post(by=ada), ben)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert addresses.read(address) is not None
    settings.SECRET_KEY_FALLBACKS = []
    assert addresses.read(address) is None


def test_leaving_never_ends_and_names_the_list(ada):
    space = a_space("Bakers", owner=ada)
    address = addresses.leave_address(ada, space.public_id)
    with time_machine.travel(clock.now() + timedelta(days=4000)):
        token = addresses.read(address)
    assert token == addresses.Token("leave", ada.public_id, space.public_id)
    assert token.post_id == ""
    assert addresses.read_token("leave", addresses.leave_token(ada, addresses.HOUSE)).about_id == addresses.HOUSE


def test_a_space_has_its_address(ada):
    space = a_space("Bakers", owner=ada)
    assert addresses.space_address(space) == f"{space.slug}@inside.example"
    assert addresses.slug_in(f"Bakers <{space.slug.upper()}@INSIDE.example>") == space.slug
    assert addresses.slug_in(addresses.leave_address(ada, addresses.HOUSE)) == ""
    assert addresses.slug_in("bakers@outside.example") == ""


def test_one_message_id_for_everybody(ada):
    post = a_post(by=ada)
    comment = posts.comment(post, by=ada, body="Yes.")
    assert addresses.message_id(post) == f"<post.{post.public_id}@inside.example>"
    assert addresses.said_in(addresses.message_id(post)) == ("post", post.public_id)
    assert addresses.said_in(addresses.message_id(comment)) == ("comment", comment.public_id)
    assert addresses.said_in("<post.x@inside.example>") is None
    assert addresses.said_in(f"<post.{post.public_id}@outside.example>") is None

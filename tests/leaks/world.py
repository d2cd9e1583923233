"""A house with one secret in it, or the very same house without.

`World(state, secret=True)` builds the people of policy.VIEWERS, ordinary posts before and after, and one post in that
state, each facet of which carries a word of its own that stands nowhere else. Ids and times are the same in both worlds:
whatever then differs was told by the secret.
"""

from __future__ import annotations

import copy
import hashlib
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import time_machine
from django.test import Client

from intramural.audiences import actions as audiences
from intramural.kit import clock, ids
from intramural.notifications.testing import tell_everybody
from intramural.people import actions as people
from intramural.people import scopes
from intramural.people.models import Person
from intramural.people.testing import a_person, a_token, a_unit
from intramural.posts import actions as posts
from intramural.posts.beside import Beside, Source
from intramural.posts.models import Attachment, Bookmark, Comment, Post, PostFollow, Revision
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_file, a_post
from intramural.search import actions as search
from intramural.spaces.models import Membership, Space
from intramural.spaces.testing import a_space
from intramural.stewards.testing import a_stewardship
from intramural.topics.models import Topic
from tests.leaks import matters, policy
from tests.leaks.numbers import even_numbers

BEGAN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
LOOKS = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
_LETTERS = "bcdfghjkmnpqrtvwxz"
_KINDS = (Post.Kind.QUESTION, Post.Kind.POLL, Post.Kind.FOUND, Post.Kind.ARTICLE)
_GROUP = (
    "group_listed", "group_secret", "group_protected_history", "deleted_in_group", "moved_to_other_group",
    "protected_then_narrowed",
)  # fmt: skip
# What the address of an unlisted space ends with, so that a taken address does not tell of it.
ENDING = "zq7k2m9x"
_DRAFTS = ("draft", "draft_asked")
_UNSEEN = ("only_me", *_DRAFTS, "undo_window")


def word(state: str, facet: str) -> str:
    """A word without a meaning, always the same for this state and facet, that stands nowhere else."""
    digest = hashlib.sha256(f"{state}/{facet}".encode()).digest()
    return "zq" + "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:12])


def fixed_id(name: str) -> str:
    """A public id that is the same in every world, though it looks like any other."""
    return "".join(ids.ALPHABET[byte & 31] for byte in hashlib.sha256(name.encode()).digest()[: ids.LENGTH])


@contextmanager
def frozen(label: str, at: datetime) -> Iterator[time_machine.Traveller]:
    """Within the block time stands still and new ids follow from the label."""
    drawn = SimpleNamespace(randbits=random.Random(label).getrandbits)
    with patch.object(ids, "secrets", drawn), time_machine.travel(at, tick=False) as traveller:
        yield traveller


class World:
    """See the module. `secret=False` builds the house in which it was never written.

    `late=True` leaves what happens to the secret (it is narrowed, deleted, moved; people leave) to `turn`, so that
    everybody can look before.
    """

    def __init__(self, state: str, *, secret: bool = True, late: bool = False) -> None:
        assert state in policy.STATES
        self.state, self.has_secret = state, secret
        self.about_comment = state.startswith("comment_")
        self.post_id, self.comment_id, self.file_id = fixed_id("post"), fixed_id("comment"), fixed_id("file")
        self.line_id = fixed_id("line")
        self.narrowing_id, self.concern_id = fixed_id("narrowing"), fixed_id("concern")
        self.consult_id, self.request_id, self.absent_id = (fixed_id(each) for each in ("consult", "request", "absent"))
        self.words: dict[str, str] = {}
        unlisted = state in ("group_secret", "moved_to_other_group")
        self.space_slug = f"{word(state, 'space')}-{ENDING}" if unlisted else "harbour"
        self.topic_slug = word(state, "tag")
        even_numbers()
        with frozen(f"{state}/base", BEGAN) as time:
            self._people()
            self._places()
            self._chatter(10, "before")
            time.shift(timedelta(hours=4))
            if secret and not self.about_comment and state != "undo_window":
                with frozen(f"{state}/secret", clock.now()):
                    self._write()
        self.now = LOOKS
        if not late:
            self._happens(BEGAN + timedelta(hours=6))
        with frozen(f"{state}/after", BEGAN + timedelta(hours=8)):
            self._chatter(14, "after")
            self._references()
            if not late:
                self._erase()
        with frozen(f"{state}/just now", LOOKS - timedelta(seconds=5)):
            if secret:
                self._just_now()
        if self.about_comment:
            self.post_id = self.ordinary.public_id
        with frozen(f"{state}/index", LOOKS):
            search.reindex()
        self._enter()
        if not late:
            self._shut_out()

    def turn(self) -> None:
        """What happens late: after everybody has looked."""
        self.now = LOOKS + timedelta(minutes=5)
        self._happens(LOOKS + timedelta(minutes=1))
        with frozen(f"{self.state}/after", LOOKS + timedelta(minutes=2)):
            self._erase()
        self._shut_out()

    def _happens(self, at: datetime) -> None:
        with frozen(f"{self.state}/moves", at):
            self._moves()
            if self.has_secret:
                with frozen(f"{self.state}/turn", clock.now()):
                    self._turn()

    def _erase(self) -> None:
        if self.state == "author_erased":
            people.erase(self.people["author"], by=self.people["sysadmin"])

    def nowhere(self) -> Any:
        """The addresses of this world, with those of the secret leading to what never existed."""
        absent = copy.copy(self)
        absent.comment_id = absent.file_id = absent.line_id = self.absent_id
        absent.narrowing_id = absent.concern_id = absent.consult_id = absent.request_id = self.absent_id
        if not self.about_comment:
            absent.post_id = self.absent_id
        if self.space_slug != "harbour":
            absent.space_slug = f"zqnowhere-{ENDING}"
        absent.topic_slug = "zqnothing"
        return absent

    def word(self, facet: str) -> str:
        """The word of this facet; whoever asks for it puts it into the secret."""
        self.words[facet] = word(self.state, facet)
        return self.words[facet]

    # The house that both worlds have.

    def _people(self) -> None:
        office, foundry = a_unit("Office"), a_unit("Foundry")
        self.unit_id = foundry.public_id
        self.unit = foundry
        line_manager = a_person("lina", name="Lina Manager", level="manager", unit=office)
        name = word(self.state, "author") if self.state == "author_erased" else "Alba Author"
        self.people: dict[str, Person] = {
            "guest": a_person("gita", name="Gita Guest", standing="guest"),
            "member": a_person("mara", name="Mara Member", unit=office),
            "named_person": a_person("nils", name="Nils Named", unit=office),
            "unit_colleague": a_person("ulla", name="Ulla Unit", unit=foundry, site="Rolling Mill"),
            "group_member": a_person("greg", name="Greg Group", unit=office),
            "ex_member": a_person("xena", name="Xena Former", unit=office),
            "late_joiner": a_person("lars", name="Lars Late", unit=office),
            "author": a_person("alba", name=name, unit=office, manager=line_manager),
            "mentioned_outsider": a_person("moni", name="Moni Mentioned", unit=office),
            "steward": a_person("stig", name="Stig Steward", unit=office),
            "late_steward": a_person("dela", name="Dela Deputy", unit=office),
            "line_manager": line_manager,
            "group_admin": a_person("gwen", name="Gwen Owner", unit=office),
            "sysadmin": a_person("olaf", name="Olaf Operator", unit=office, is_operator=True),
            "deactivated_live_token": a_person("dora", name="Dora Gone", unit=office),
            "bot_read_scope": a_person("bodo", name="Bodo Botmaster", unit=office),
        }
        # A guest may lead people without being shown them.
        Person.objects.filter(pk=self.people["unit_colleague"].pk).update(manager=self.people["guest"])
        self.author_handle = self.people["author"].handle
        if self.state == "author_erased":
            self.words["author"] = name

    def _places(self) -> None:
        who = self.people
        pay = Topic.objects.create(slug="pay", name="Pay")
        self.stewardship = a_stewardship(topic=pay, steward=who["steward"], deputy=who["late_steward"], phrases="pay day")
        self._carriers = a_space("Carriers", owner=who["group_admin"], members=(who["guest"],), gated=True, kind="external")
        self.space: Space | None = None
        if self.state != "group_secret":
            self.space = a_space(
                "Harbour", owner=who["group_admin"], members=self._first_members(), gated=True,
                protects_history=self.state in ("group_protected_history", "protected_then_narrowed"),
            )  # fmt: skip

    def _first_members(self) -> tuple[Person, ...]:
        return tuple(self.people[name] for name in ("group_member", "ex_member", "author", "deactivated_live_token"))

    def _chatter(self, count: int, label: str) -> None:
        """Ordinary posts, so that a page is full and a hole in it would be seen."""
        speakers = [self.people[name] for name in ("member", "group_member", "author", "unit_colleague", "line_manager")]
        said = None
        for n in range(count):
            kind = Post.Kind.QUESTION if n % 3 == 0 else Post.Kind.UPDATE
            said = a_post(by=speakers[n % len(speakers)], body=f"Ordinary talk {label} {n}. #pay", kind=kind)
            Post.objects.filter(pk=said.pk).update(released_at=clock.now() + timedelta(minutes=n))
        assert said is not None
        self.ordinary = said
        a_comment(by=self.people["member"], on=said, body="An ordinary answer.")
        a_post(by=self.people["group_admin"], body=f"For carriers {label}", to=Choice("space", space=self._carriers))

    def _moves(self) -> None:
        """People come and go after the secret was written."""
        circle = self.space
        if circle is None:
            return
        late, former = [self.people[name] for name in ("late_joiner", "late_steward")], self.people["ex_member"]
        Membership.objects.bulk_create(Membership(space=circle, person=person) for person in late)
        audiences.grant(circle.circle, late, since=clock.now() if circle.protects_history else clock.EPOCH)
        Membership.objects.filter(space=circle, person=former).delete()
        audiences.revoke(circle.circle, [former])

    def _references(self) -> None:
        """Others refer to the secret's address; what they wrote themselves is no secret."""
        link = f"See /posts/{self.post_id}/ and [there](http://testserver/posts/{self.post_id}/)"
        link += f", and what [was answered](/comments/{self.comment_id}/)"
        a_post(by=self.people["steward"], body=link)
        a_comment(by=self.people["steward"], on=self.ordinary, body=link)
        for name in ("member", "ex_member"):
            Post.objects.create(author=self.people[name], body=link, begun_at=clock.now())

    # The secret.

    def _write(self) -> None:
        who, state = self.people, self.state
        if state == "group_secret":
            self.space = self._unlisted(owner=who["group_admin"], members=self._first_members())
        kind = Post.Kind.UPDATE if state in matters.GROWN else _KINDS[policy.STATES.index(state) % len(_KINDS)]
        title, text = self.word("title"), f"{self.word('body')} @moni #pay #{self.word('tag')}"
        if state in _DRAFTS:
            self.post = Post.objects.create(
                author=who["author"], kind=kind, title=title, body=text, plan={"options": [self.word("option")]},
                begun_at=clock.now(),
            )  # fmt: skip
        else:
            self.post = a_post(by=who["author"], title=title, body=text, kind=kind, to=self._choice(),
                               why_wide=self.word("why"), beside=self._beside(kind), **matters.more(self))  # fmt: skip
        Post.objects.filter(pk=self.post.pk).update(public_id=self.post_id)
        self.post.refresh_from_db()
        self._attach(self.post)
        tell_everybody(self.people.values(), self.post, public_id=self.line_id)
        if state not in _UNSEEN:
            self._talk()
        if state in matters.GROWN:
            matters.grow(self)

    def _unlisted(self, **more: Any) -> Space:
        """A space that only its members know of; its name is a secret too."""
        space = a_space(self.word("space"), gated=True, is_listed=False, **more)
        Space.objects.filter(pk=space.pk).update(slug=self.space_slug)
        space.refresh_from_db()
        return space

    def _choice(self) -> Choice:
        if self.state in _GROUP:
            return Choice("space", space=self.space)
        if self.state == "unit":
            return Choice("units", units=(self.unit,))
        if self.state in ("named_people", "embargoed", *matters.TRANSLUCENT):
            known_to = Choice() if self.state in matters.TRANSLUCENT else None
            return Choice("people", people=(self.people["named_person"],), known_to=known_to)
        return Choice("me") if self.state == "only_me" else Choice()

    def _beside(self, kind: str) -> Beside:
        """What hangs on a post: options of a poll, where a found document comes from."""
        if kind == Post.Kind.POLL:
            return Beside(options=tuple(self.word(f"option {n}") for n in (1, 2)))
        if kind == Post.Kind.FOUND:
            address = f"https://found.example/{self.word('address')}"
            return Beside(source=Source(url=address, owner=self.word("owner"), made_by=self.word("maker")))
        return Beside()

    def _attach(self, thing: Post | Comment) -> None:
        """A picture with all that may hang on one, at the address that the surfaces ask for, and words in a file."""
        picture, _ = posts.attach(
            thing,
            [a_file(f"{self.word('file name')}.png"), a_file("words.txt", self.word("file").encode())],
            by=self.people["author"],
        )
        Attachment.objects.filter(pk=picture.pk).update(
            public_id=self.file_id,
            preview_key=picture.thumbnail_key,
            description=self.word("description"),
            text=self.word("words in a file"),
        )

    def _talk(self) -> None:
        """Whoever may see it answers, reacts, keeps and follows, as people do before something is taken away."""
        names = {
            "unit": "unit_colleague",
            **dict.fromkeys(("named_people", "embargoed", *matters.TRANSLUCENT), "named_person"),
        }
        insider = self.people[names.get(self.state, "group_member")]
        comment = a_comment(by=insider, on=self.post, body=f"{self.word('comment')} indeed")
        type(comment).objects.filter(pk=comment.pk).update(public_id=self.comment_id)
        comment.refresh_from_db()
        a_comment(by=self.people["author"], on=self.post, body=self.word("reply"), parent=comment)
        a_comment(by=insider, on=self.post, body=self.word("quote"), quotes=comment)
        posts.react(self.post, by=insider, kind="thank")
        posts.react(self.post, by=insider, kind="care", comment=comment)
        keepers = [insider] if insider is not self.people["group_member"] else [insider, self.people["ex_member"]]
        for keeper in keepers:
            Bookmark.objects.create(post=self.post, person=keeper, at=clock.now())
            PostFollow.objects.create(post=self.post, person=keeper)
        for option in self.post.options.all()[:1]:
            posts.vote(self.post, by=insider, position=option.position)

    def _turn(self) -> None:
        """What then happens to it."""
        state, author = self.state, self.people["author"]
        if state in ("narrowed", "edited_then_narrowed"):
            if state == "edited_then_narrowed":
                self._edit()
            posts.change_audience(self.post, by=author, choice=Choice("people", people=(self.people["named_person"],)))
        elif state in ("deleted_by_author", "deleted_in_group"):
            posts.delete(self.post, by=author)
        elif state == "edited_old_revision":
            self._edit()
        elif state == "moved_to_other_group":
            hall = self._unlisted(owner=author)
            posts.change_audience(self.post, by=author, choice=Choice("space", space=hall))
        elif state in matters.STATES:
            matters.turn(self)

    def _edit(self) -> None:
        """The author puts other words in their place; for an old revision only the former ones are the secret."""
        old = dict(self.words)
        post = self.post
        Revision.objects.create(post=post, number=post.version, title=post.title, body=post.body, replaced_at=clock.now())
        post.version, post.edited_at = post.version + 1, clock.now()
        post.title, post.body, post.body_html = "Another title", "Other words", "<p>Other words</p>"
        post.save()
        if self.state == "edited_old_revision":
            self.words = {"old title": old["title"], "old body": old["body"]}

    def _just_now(self) -> None:
        """What is still in its undo window when the viewers look."""
        author = self.people["author"]
        if self.state == "undo_window":
            author.undo_seconds = 60
            self._write()
        elif self.about_comment:
            author.undo_seconds = 60 if self.state == "comment_undo_window" else 0
            comment = a_comment(by=author, on=self.ordinary, body=self.word("comment"))
            type(comment).objects.filter(pk=comment.pk).update(public_id=self.comment_id)
            comment.refresh_from_db()
            self._attach(comment)
            tell_everybody(self.people.values(), self.ordinary, comment, public_id=self.line_id)
            if self.state == "comment_deleted":
                posts.delete_comment(comment, by=author)
        author.undo_seconds = 0

    # The viewers.

    def _enter(self) -> None:
        """Everybody comes in by session and by token."""
        self.browsers: dict[str, Client] = {name: Client() for name in policy.VIEWERS}
        self.tokens: dict[str, str] = {}
        reads = [scope for scope in scopes.SCOPES if scope.name.endswith(":read")]
        with frozen(f"{self.state}/entering", LOOKS):
            for name, person in self.people.items():
                if not person.is_active:
                    continue
                self.tokens[name] = a_token(person, *(reads if name == "bot_read_scope" else ()))
                if name != "bot_read_scope":
                    self.browsers[name].force_login(person)

    def _shut_out(self) -> None:
        """One of them is shut out, with session and token still in hand."""
        gone = self.people["deactivated_live_token"]
        Person.objects.filter(pk=gone.pk).update(is_active=False, deactivated_at=self.now)
        gone.refresh_from_db()

    def ask(self, viewer: str, method: str, path: str, **more: Any) -> Any:
        """The answer that this viewer gets now: with a token from the API, with a session from a page."""
        client, headers = self.browsers[viewer], dict(more.pop("headers", {}))
        if path.startswith("/api/") or viewer == "bot_read_scope":
            client = Client()
            if viewer in self.tokens:
                headers["Authorization"] = f"Bearer {self.tokens[viewer]}"
        with frozen(f"{self.state}/{method} {path}", self.now):
            return getattr(client, method.lower())(path, headers=headers, **more)

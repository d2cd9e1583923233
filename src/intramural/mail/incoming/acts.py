"""Which act a mail asks for: the first of a list that recognises itself; the last, which all do, is to say it.

    @act("thank", at="post")
    def _(letter: Letter) -> Asked | None: ...     None: it is not this; else what to do

What care adds has `first=True` (`caring`), so that its words come before an answer; what is about a consult stands in `opining`,
what is about access in `admitting`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from intramural.care.models import AccessRequest, Concern, Consult, Narrowing
from intramural.kit import markup, plain
from intramural.kit.errors import Unacceptable
from intramural.kit.files.taking import Taken
from intramural.mail.incoming import meaning
from intramural.mail.incoming.forwarding import PREFIX, Forwarded
from intramural.mail.incoming.trimming import Trimmed
from intramural.people.models import Person
from intramural.posts import actions as posts
from intramural.posts import composing, reach
from intramural.posts.composing import Composition
from intramural.posts.models import Comment, Post, Provenance, Reaction
from intramural.spaces import actions as spaces
from intramural.spaces.models import Space

LONGEST_COMMAND = 160


@dataclass(frozen=True)
class Letter:
    """A mail that is understood so far: by whom, about what, saying what.

    `comment`: what it answers, where that is one. `forwarded`: what it passes on. `is_certain`: nobody else can have sent it. `is_private`:
    it is for the post's author and whoever looks after it. `version`: which words of a consult it answers, if known."""

    by: Person
    said: Trimmed
    subject: str = ""
    post: Post | None = None
    comment: Comment | None = None
    space: Space | None = None
    consult: Consult | None = None
    concern: Concern | None = None
    narrowing: Narrowing | None = None
    access: AccessRequest | None = None
    is_private: bool = False
    forwarded: Forwarded | None = None
    files: tuple[Taken, ...] = ()
    is_certain: bool = True
    version: int | None = None

    @property
    def at(self) -> str:
        """What it is about: one of the words of `act`."""
        named = {"consult": self.consult, "talk": self.concern, "matter": self.narrowing, "access": self.access}
        if (kind := next((kind for kind, about in named.items() if about is not None), "")) or self.post is None:
            return kind or ("space" if self.space is not None else "house")
        return "draft" if self.post.state == Post.State.DRAFT else "care" if self.is_private else "post"

    @property
    def is_of_care(self) -> bool:
        """Whether it answers a mail of care: nothing hangs on such a one, and no file comes with it."""
        return self.at in ("consult", "talk", "matter", "access", "care")

    @property
    def command(self) -> str:
        """Its first line, as a word to act on: small, without what people put around; "" where it is too long for one."""
        line = self.said.first_line
        return line.strip(" \t.,;:!*_\"'“”„").casefold() if len(line) <= LONGEST_COMMAND else ""

    @property
    def words(self) -> str:
        return _shown(self.said.said)


@dataclass(frozen=True)
class Done:
    """What a mail became, and what its sender is told of it ("" for nothing: they will see it)."""

    act: str
    post: Post | None = None
    comment: Comment | None = None
    answer: str = ""


Doing = Callable[[Letter], Done]
Act = Callable[[Letter], Doing | None]
_AT = ("post", "space", "draft", "consult", "talk", "matter", "access", "care", "house")
_ACTS: dict[str, list[tuple[str, Act]]] = {at: [] for at in _AT}


def act(name: str, *, at: str, first: bool = False) -> Callable[[Act], Act]:
    """Registers an act on what a mail is about: "post", "space", the sender's own "draft", a "consult" that they are on, a
    private "talk", the "matter" of what was made smaller, the "access" that somebody asks them for; "care": a post, in private; or
    the "house", where none of these is meant."""

    def register(recognise: Act) -> Act:
        _ACTS[at].insert(0 if first else len(_ACTS[at]), (name, recognise))
        return recognise

    return register


def names(at: str) -> list[str]:
    """The acts on something, in the order in which they are asked."""
    return [name for name, _ in _ACTS[at]]


def asked(letter: Letter) -> Doing:
    """What the mail asks for."""
    return next(doing for _, recognise in _ACTS[letter.at] if (doing := recognise(letter)) is not None)


_FOLLOW = {"follow", "subscribe", "folgen", "abonnieren", "suivre", "s'abonner"}
_UNFOLLOW = {
    "unfollow", "mute", "stop", "unsubscribe", "nicht mehr folgen", "entfolgen", "abbestellen", "ne plus suivre", "se désabonner",
}  # fmt: skip
_LEAVE = {
    "leave", "unsubscribe", "unfollow", "verlassen", "austreten", "abmelden", "abbestellen", "quitter", "se désabonner",
}  # fmt: skip
_JOIN = {"join", "follow", "subscribe", "beitreten", "mitmachen", "anmelden", "abonnieren", "rejoindre", "s'abonner"}
_ACCEPT = {
    "accept", "accepted", "that is the answer", "that's the answer", "this is the answer", "this answers it", "solved",
    "annehmen", "angenommen", "das ist die antwort", "gelöst", "accepter", "c'est la réponse", "résolu",
}  # fmt: skip
_SHARE = {
    "share", "send", "post", "publish", "yes", "ok", "teilen", "senden", "ja", "veröffentlichen", "partager", "envoyer", "oui",
    "publier",
}  # fmt: skip
_DISCARD = {"discard", "delete", "no", "verwerfen", "löschen", "nein", "supprimer", "non"}
_REACTIONS = {
    Reaction.Kind.THANK: {"thank", "thanks", "thank you", "many thanks", "thx", "danke", "vielen dank", "merci", "🙏"},
    Reaction.Kind.AGREE: {"agree", "agreed", "i agree", "+1", "👍", "like", "zustimmung", "einverstanden", "stimmt", "d'accord", "✅"},
    Reaction.Kind.LEARNED: {"learned", "learned something", "til", "gelernt", "wieder was gelernt", "appris", "💡"},
    Reaction.Kind.CELEBRATE: {"celebrate", "congratulations", "congrats", "glückwunsch", "félicitations", "bravo", "🎉", "👏", "🥳"},
    Reaction.Kind.SMILE: {"smile", "made me smile", "haha", "😀", "😄", "😂", "🙂", "😊", ":)", ":-)"},
    Reaction.Kind.CARE: {"care", "with you", "ich denke an dich", "de tout cœur", "❤", "🤗", "💛"},
}  # fmt: skip
_KIND_OF = {word: kind for kind, words in _REACTIONS.items() for word in words}
_SHADES = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\u200b]")
_SAY = re.compile(r"(?:say|reply|answer|antwort|réponse)\s*:\s*", re.IGNORECASE)
_WHY = re.compile(
    r"^[ \t]*(?:why so wide|warum so weit|pourquoi si large)[ \t]*[:?][ \t]*(\S[^\n]{0,300})(?:\n|\Z)", re.I | re.M
)


@act("leave", at="post")
def _unfollow(letter: Letter) -> Doing | None:
    return _unfollowing if letter.command in _UNFOLLOW else None


def _unfollowing(letter: Letter) -> Done:
    posts.unfollow(_post(letter), by=letter.by)
    return Done("leave", _post(letter))


@act("follow", at="post")
def _follow(letter: Letter) -> Doing | None:
    return _following if letter.command in _FOLLOW else None


def _following(letter: Letter) -> Done:
    posts.follow(_post(letter), by=letter.by)
    return Done("follow", _post(letter))


@act("accept", at="post")
def _accept(letter: Letter) -> Doing | None:
    return _accepting if _post(letter).kind == Post.Kind.QUESTION and letter.command in _ACCEPT else None


def _accepting(letter: Letter) -> Done:
    if letter.comment is None:
        raise Unacceptable("It is not clear which answer you accept.", remedy="Answer the mail that brought the answer.")
    posts.accept(letter.comment, by=letter.by)
    return Done("accept", _post(letter), rest_said(letter))


@act("vote", at="post")
def _vote(letter: Letter) -> Doing | None:
    if _post(letter).kind != Post.Kind.POLL:
        return None
    options = dict(_post(letter).options.values_list("position", "text"))
    position = meaning.vote(letter.command, options)
    if position is None:
        return _asking_for_a_number
    return (lambda letter: _voting(letter, position)) if position else None


def _asking_for_a_number(letter: Letter) -> Done:
    """A vote is nobody's to know: what may be one is not said under the post."""
    raise Unacceptable(
        "It is not clear which option you choose, so nothing was counted and nothing was published.",
        remedy="Answer with the number of the option alone, or begin with “say:” to write a reply that the others read.",
    )


def _voting(letter: Letter, position: int) -> Done:
    posts.vote(_post(letter), by=letter.by, position=position)
    return Done("vote", _post(letter), rest_said(letter))


@act("react", at="post")
def _react(letter: Letter) -> Doing | None:
    kind = _reaction(letter)
    return (lambda letter: _reacting(letter, kind)) if kind and not letter.files else None


def _reacting(letter: Letter, kind: str) -> Done:
    posts.react(_post(letter), by=letter.by, kind=kind, comment=letter.comment)
    return Done("react", _post(letter), letter.comment)


def _reaction(letter: Letter) -> str:
    """The reaction that the whole mail is, perhaps several times over ("👍👍"); "" for none."""
    if letter.said.rest.strip():
        return ""
    line = _SHADES.sub("", letter.said.first_line)
    word = line.strip(" \t.,;!*_").casefold()
    if word and len(set(word)) == 1:
        word = word[0]
    return _KIND_OF.get(word) or _KIND_OF.get(line.strip().casefold()) or ""


@act("ask what was meant", at="post")
def _nearly_private(letter: Letter) -> Doing | None:
    """What begins as things do that are for a few, and is none of their words, is not published for all."""
    is_one = meaning.is_nearly_private(letter.command, is_all=not letter.said.rest.strip())
    return _asking_what_was_meant if is_one else None


def _asking_what_was_meant(letter: Letter) -> Done:
    raise Unacceptable(
        "This may have been meant for a few, so nothing of it was published.",
        remedy="Begin with “concern:” for a private word to its author and whoever looks after it, “narrow:” to make it smaller, "
        "“unfollow” to hear no more of it, or “say:” to write a reply that the others read.",
    )


@act("reply", at="post")
def _reply(letter: Letter) -> Doing | None:
    return _replying


def _replying(letter: Letter) -> Done:
    post = _post(letter)
    words = _SAY.sub("", letter.words, count=1) if _SAY.match(letter.words) else letter.words
    said = posts.comment(post, by=letter.by, body=words, parent=letter.comment, files=letter.files)
    return Done("answer" if post.kind == Post.Kind.QUESTION else "reply", post, said)


@act("leave", at="space")
def _leave(letter: Letter) -> Doing | None:
    return _leaving if _is_command(letter, _LEAVE) else None


def _leaving(letter: Letter) -> Done:
    assert letter.space is not None
    spaces.leave(letter.space, by=letter.by)
    return Done("leave")


@act("follow", at="space")
def _join(letter: Letter) -> Doing | None:
    return _joining if _is_command(letter, _JOIN) else None


def _joining(letter: Letter) -> Done:
    assert letter.space is not None
    spaces.join(letter.space, by=letter.by)
    return Done("follow")


@act("post", at="space")
def _share(letter: Letter) -> Doing | None:
    """A forwarded thread, and what may be somebody else's, waits as a draft for its author's word."""
    return _posting if letter.is_certain and letter.forwarded is None else _drafting


def _posting(letter: Letter) -> Done:
    choice = reach.Choice("space", space=letter.space)
    title, kind = _title(letter), Post.Kind.QUESTION if _asks(letter) else Post.Kind.UPDATE
    body, why = _why_wide(letter.words)
    post = posts.publish(by=letter.by, body=body, title=title, kind=kind, choice=choice, why_wide=why, files=letter.files)
    return Done("post", post)


def _drafting(letter: Letter) -> Done:
    assert letter.space is not None
    reach.resolve(reach.Choice("space", space=letter.space), by=letter.by)
    folded = markup.folded(letter.forwarded.thread) if letter.forwarded is not None and letter.forwarded.thread else ""
    composed = _composed(letter, _parts(letter.words, folded))
    return _kept(replace(composed, audience="space", space=letter.space.slug), letter)


@act("keep", at="house")
def _forward(letter: Letter) -> Doing | None:
    return _keeping


def _keeping(letter: Letter) -> Done:
    """What was forwarded, below what its forwarder says of it; where it comes from and what it answered to, folded."""
    it = letter.forwarded
    if it is None:
        return _kept(_composed(letter, letter.words), letter)
    body = _parts(letter.words, _shown(it.words), markup.folded(it.history) if it.history else "")
    found = replace(_composed(letter, body), kind=Post.Kind.FOUND, way=Provenance.Way.MAIL)
    return _kept(replace(found, made_by=it.made_by, owner=it.owner), letter)


def _composed(letter: Letter, body: str) -> Composition:
    title = letter.forwarded.title if letter.forwarded is not None else ""
    kind = Post.Kind.QUESTION if _asks(letter) else Post.Kind.UPDATE
    why = _why_wide(letter.words)[1]
    body = _why_wide(body)[0] if why else body
    return Composition(kind=kind, title=title or _title(letter), body=body, why_wide=why)


def _kept(composed: Composition, letter: Letter) -> Done:
    return Done("draft", posts.draft(composed, by=letter.by, files=letter.files), answer="draft")


def _parts(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part.strip())


@act("share", at="draft")
def _send_draft(letter: Letter) -> Doing | None:
    return _sharing if letter.command in _SHARE and not letter.said.but else None


def _sharing(letter: Letter) -> Done:
    draft = _post(letter)
    return Done("post", posts.share(composing.of(draft), by=letter.by, draft=draft))


@act("discard", at="draft")
def _discard(letter: Letter) -> Doing | None:
    return _discarding if letter.command in _DISCARD and not letter.said.but else None


def _discarding(letter: Letter) -> Done:
    posts.discard(_post(letter), by=letter.by)
    return Done("discard")


@act("ask again", at="draft")
def _unclear(letter: Letter) -> Doing | None:
    return _asking_again


def _asking_again(letter: Letter) -> Done:
    raise Unacceptable(
        "It is not clear what to do with your draft.", remedy="Answer with “share” or “discard” in the first line."
    )


def _is_command(letter: Letter, words: set[str]) -> bool:
    """The whole mail is the word: alone in the subject, or alone in the first line."""
    subject = PREFIX.sub("", letter.subject).strip(" .,;:!").casefold()
    return (subject in words and not letter.said.said) or (letter.command in words and not letter.said.rest.strip())


def _why_wide(words: str) -> tuple[str, str]:
    """The words without the line that says why it goes so wide, and what that line says."""
    if (found := _WHY.search(words)) is None:
        return words, ""
    return f"{words[: found.start()]}{words[found.end() :]}".strip("\n"), found[1].strip()


def _title(letter: Letter) -> str:
    return PREFIX.sub("", letter.subject).strip()[:200]


def _asks(letter: Letter) -> bool:
    return _title(letter).endswith("?")


def rest_said(letter: Letter) -> Comment | None:
    """What stands below the word that was acted on is said, so that nothing is lost."""
    if not letter.said.rest.strip() and not letter.files:
        return None
    return posts.comment(
        _post(letter), by=letter.by, body=_shown(letter.said.rest), parent=letter.comment, files=letter.files
    )


def _post(letter: Letter) -> Post:
    assert letter.post is not None
    return letter.post


def _shown(words: str) -> str:
    """The words as Markdown that shows them as they are; lists, quotations, @names and #topics stay what they are."""
    return plain.unindented(words)

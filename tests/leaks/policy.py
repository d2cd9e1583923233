"""What each viewer may see of a post in each state. Written from product.md and trust.md, not from the code.

F  all of it     A  its words without its author     T  that something was here, and nothing of it     0  nothing,
   and no way to tell it from what never existed     S  its shell: title, author and one sentence, and nothing else of it
"""

from __future__ import annotations

VIEWERS = (
    "logged_out", "guest", "member", "named_person", "unit_colleague", "group_member", "ex_member", "late_joiner", "author",
    "mentioned_outsider", "steward", "late_steward", "line_manager", "group_admin", "sysadmin", "deactivated_live_token", "bot_read_scope",
)  # fmt: skip
STATES = (
    "open", "group_listed", "group_secret", "group_protected_history", "unit", "named_people", "only_me", "narrowed",
    "deleted_by_author", "deleted_in_group", "author_erased", "draft", "undo_window", "edited_old_revision",
    "edited_then_narrowed", "moved_to_other_group", "comment_undo_window", "comment_deleted",
    "narrowed_by_steward", "taken_down", "draft_asked", "embargoed", "protected_then_narrowed", "translucent",
    "translucent_narrowed", "let_in", "grown_then_narrowed", "narrowed_then_deleted",
)  # fmt: skip
CHANGES = ("narrowed", "group_secret", "deleted_by_author", "edited_then_narrowed", "moved_to_other_group",
           "deleted_in_group", "author_erased", "comment_deleted", "narrowed_by_steward", "taken_down", "translucent_narrowed")  # fmt: skip
"""Those of them that come about by a change of what was seen before."""

# The states of the reference (trust.md, A) by ours: one of theirs is often several of ours.
REFERENCE = {
    "open": ("open",),
    "group_listed": ("group_listed",),
    "group_secret": ("group_secret",),
    "group_protected_history": ("group_protected_history",),
    "named_people": ("named_people", "unit", "only_me", "translucent", "let_in"),
    "narrowed_after_concern": (
        "narrowed_by_steward", "narrowed", "edited_then_narrowed", "protected_then_narrowed", "grown_then_narrowed",
        "translucent_narrowed",
    ),
    "taken_down": ("taken_down",),
    "deleted_by_author": ("deleted_by_author", "deleted_in_group", "narrowed_then_deleted", "comment_deleted"),
    "author_erased": ("author_erased",),
    "draft_or_consult": ("draft", "draft_asked", "undo_window", "comment_undo_window"),
    "edited_old_revision": ("edited_old_revision",),
    "moved_to_other_group": ("moved_to_other_group",),
    "scheduled": ("embargoed",),
}  # fmt: skip
# States and viewers of the reference that nothing here has: why, and words that would stand in the name of a table, a field, a
# command, a setting or an address if something had. A test looks for them; whoever builds it gives it its state here.
NOT_HERE = {
    "anonymous_board": ("nobody speaks without their name", {"anonymous", "sounding", "soundings", "pseudonym"}),
    "retention_expired": ("what people said has no end of its own", {"retention", "retained"}),
    "deleted_under_legal_hold": (
        "nothing is held; what was sealed before it was deleted is `narrowed_then_deleted`", {"hold", "holds", "legal"},
    ),
    "legal_officer": ("nobody may read for legal reasons", {"legal", "officer", "investigator"}),
}  # fmt: skip
# How a post can stand, by the words of the database, and the state that shows it.
STANDS = {
    "state": {"draft": "draft", "published": "open", "deleted": "deleted_by_author"},
    "audience": {
        "everyone": "open", "author": "only_me", "units": "unit", "circle": "group_listed", "people": "named_people",
        "widened": "let_in",
    },
}  # fmt: skip

# A guest meets the people of the spaces they share, and nobody else; whoever is not signed in meets nobody.
WHO_MEETS_NOBODY = ("logged_out", "guest", "deactivated_live_token")
STRANGERS = {name: name for name in ("Ulla Unit", "Rolling Mill", "Lina Manager", "Nils Named")}
_OUTSIDE = {"logged_out", "guest", "deactivated_live_token"}
_HOUSE = set(VIEWERS) - _OUTSIDE
_GROUP_THEN = {"group_member", "group_admin", "author"}
_GROUP_NOW = _GROUP_THEN | {"late_joiner", "late_steward"}
_NAMED = {"named_person", "author"}
# The late steward is the deputy, and came into the space when the late joiner did.
_ON_THE_MATTER = {"author", "steward", "late_steward"}
_FULL = {
    "open": _HOUSE,
    "group_listed": _GROUP_NOW,
    "group_secret": _GROUP_NOW,
    "group_protected_history": _GROUP_THEN,
    "unit": {"unit_colleague", "author"},
    "named_people": _NAMED,
    "only_me": {"author"},
    "narrowed": _NAMED,
    "draft": {"author"},
    # And the steward, who is asked about it, but on the pages and mails of the consult alone: see `on`.
    "draft_asked": {"author"},
    "undo_window": {"author"},
    # The secret here is what the post said before the edit; the history shows it to its author alone.
    "edited_old_revision": {"author"},
    "edited_then_narrowed": _NAMED,
    # Viewers are the members of the space that it was moved away from.
    "moved_to_other_group": {"author"},
    "comment_undo_window": {"author"},
    "narrowed_by_steward": _ON_THE_MATTER,
    # Not before a day that has not come: for the circle that knows, with steward and deputy of its topic.
    "embargoed": _NAMED | {"steward", "late_steward"},
    # An article had grown from it, which goes with it.
    "grown_then_narrowed": _ON_THE_MATTER,
    # What was sealed stays theirs for a while; for all others it is as if it had never been, not even gone.
    "narrowed_then_deleted": _ON_THE_MATTER,
    # For whom nobody could read it before, it is not for now, though they look after it.
    "protected_then_narrowed": {"author"},
    "translucent": _NAMED,
    # Its author has made it smaller: whoever read it, and whoever knew of it, finds nothing.
    "translucent_narrowed": {"author"},
    # Who asked was let in.
    "let_in": _NAMED | {"unit_colleague"},
}
# A topic that the sentence names is known with it.
_SHELL = {"title", "summary", "tag"}
# Who has asked for access to what is translucent, in words that are for its author.
ASKS = "unit_colleague"


def outcome(state: str, viewer: str) -> str:
    """F, A, T or 0, wherever the viewer looks. Operators and line managers have no right of their own."""
    if state == "taken_down":
        return "F" if viewer in _ON_THE_MATTER else "T" if viewer in _HOUSE else "0"
    if state == "deleted_by_author":
        return "T" if viewer in _HOUSE else "0"
    if state == "deleted_in_group":
        return "T" if viewer in _GROUP_NOW else "0"
    if state == "author_erased":
        return "A" if viewer in _HOUSE - {"author"} else "0"
    if state in ("translucent", "let_in") and viewer in _HOUSE - _FULL[state]:
        return "S"
    return "F" if viewer in _FULL.get(state, set()) else "0"


def known(viewer: str) -> set[str]:
    """The facets that this viewer may see where the outcome is S."""
    return _SHELL | {"request"} if viewer == ASKS else _SHELL


def on(state: str, viewer: str, *, tombstones: bool, history: bool, program: bool, consult: bool = False) -> str:
    """The outcome on one kind of surface: `tombstones` may say that something was here, `history` shows old words,
    `program` is for tokens, `consult` is for those who are asked about a draft. The bot has a token and no session, and its person is a plain member.
    """
    if consult and state == "draft_asked" and viewer == "steward":
        return "F"
    seen = outcome(state, viewer)
    if seen == "T" and not tombstones:
        return "0"
    if state == "edited_old_revision" and not history:
        return "0"
    if viewer == "bot_read_scope" and not program:
        return "0"
    return seen


def must_not_be_told(state: str, viewer: str, seen: str) -> bool:
    """Whether the answers may not even tell that it is there; of an edited post only the former words are a secret."""
    return seen == "0" and (state != "edited_old_revision" or viewer in _OUTSIDE)

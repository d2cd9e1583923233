"""The verbs of posts, each in the module of its subject.

drafting     draft, discard, share
publishing   publish, withdraw, change_audience, delete
narrowing    narrow, narrow_further, restore, hold
embargoing   embargo, move, agree, lift, call_off; open_due, let_in, close_to_guest
opening      admit, put_out
closing      make_smaller, put_off
editing      edit, edit_comment
replying     comment, withdraw_comment, delete_comment
reacting     react, take_back
answering    accept, unaccept
voting       vote, unvote
growing      grow
attaching    attach, describe, describe_all, remove
keeping      keep, let_go, follow, unfollow
bringing_in  bring_in
"""

from intramural.posts.actions.answering import accept, unaccept
from intramural.posts.actions.attaching import attach, describe, describe_all, remove
from intramural.posts.actions.bringing_in import bring_in
from intramural.posts.actions.closing import make_smaller, put_off
from intramural.posts.actions.drafting import discard, draft, share
from intramural.posts.actions.editing import edit, edit_comment
from intramural.posts.actions.embargoing import (
    agree,
    call_off,
    close_to_guest,
    embargo,
    let_in,
    lift,
    move,
    open_due,
)
from intramural.posts.actions.growing import grow
from intramural.posts.actions.keeping import follow, keep, let_go, unfollow
from intramural.posts.actions.narrowing import hold, narrow, narrow_further, restore
from intramural.posts.actions.opening import admit, put_out
from intramural.posts.actions.publishing import change_audience, delete, publish, withdraw
from intramural.posts.actions.reacting import react, take_back
from intramural.posts.actions.replying import comment, delete_comment, withdraw_comment
from intramural.posts.actions.voting import unvote, vote

__all__ = [
    "accept",
    "admit",
    "agree",
    "attach",
    "bring_in",
    "call_off",
    "change_audience",
    "close_to_guest",
    "comment",
    "delete",
    "delete_comment",
    "describe",
    "describe_all",
    "discard",
    "draft",
    "edit",
    "edit_comment",
    "embargo",
    "follow",
    "grow",
    "hold",
    "keep",
    "let_go",
    "let_in",
    "lift",
    "make_smaller",
    "move",
    "narrow",
    "narrow_further",
    "open_due",
    "publish",
    "put_off",
    "put_out",
    "react",
    "remove",
    "restore",
    "share",
    "take_back",
    "unaccept",
    "unfollow",
    "unvote",
    "vote",
    "withdraw",
    "withdraw_comment",
]

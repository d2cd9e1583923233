"""The refusals of people.

BadToken            401  the token does not exist, or it or its person has ended
MissingScope        403  the token was not allowed this
Forged              403  a signed-in browser sends this without proof that its person meant it
AddressTaken        422  somebody here has this address already
InvitationGone      410  the invitation was used, replaced or has run out
NoSuchScope         422  a token asked for what no token can do
KeyChanged          409  a second step was sealed with a secret key that the house no longer has
LastOperator        409  the house would be left without an operator
PlanChanged         409  others would be invited than those whom the operator saw
Ring                422  a unit under itself, or a line of managers that ends where it began
TooManyInvitations  429  more invitations in a day than one person sends
"""

from __future__ import annotations

from intramural.kit.errors import Conflict, Gone, NotAllowed, NotSignedIn, TooMany, Unacceptable


class BadToken(NotSignedIn):
    code = "bad_token"


class MissingScope(NotAllowed):
    code = "missing_scope"


class Forged(NotAllowed):
    code = "forged"


class AddressTaken(Unacceptable):
    code = "address_taken"


class InvitationGone(Gone):
    code = "invitation_gone"

    def __init__(self) -> None:
        super().__init__(
            "This invitation was used, or has run out.",
            remedy="If you have a password, sign in. If not, ask whoever invited you to do it again.",
        )


class NoSuchScope(Unacceptable):
    code = "no_such_scope"


class KeyChanged(Conflict):
    code = "key_changed"

    def __init__(self) -> None:
        super().__init__(
            "Your code cannot be checked: the secret key of this house was changed since it was made.",
            remedy="Sign in with a passkey, or ask an operator to take your second step away.",
        )


class LastOperator(Conflict):
    code = "last_operator"

    def __init__(self) -> None:
        super().__init__("Nobody would be left to operate the house.", remedy="Make somebody else an operator first.")


class PlanChanged(Conflict):
    code = "plan_changed"

    def __init__(self) -> None:
        super().__init__("Meanwhile others would be invited than those you saw.", remedy="Look once more, then send.")


class Ring(Unacceptable):
    code = "ring"


class TooManyInvitations(TooMany):
    code = "too_many_invitations"
    after = 60 * 60


class TooManyCalls(TooMany):
    """More calls of a token, or more wrong tokens from one address, than INTRAMURAL_API_CALLS allows in a minute."""

    code = "too_many_calls"

    def __init__(self, most: int, *, after: int, of: str = "calls") -> None:
        super().__init__(
            f"Those were more than {most} {of} in a minute.",
            remedy=f"Wait {after} seconds, and go on more slowly; an operator can allow more.",
        )
        self.after = after

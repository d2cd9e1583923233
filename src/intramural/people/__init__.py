"""People: who is here, how they sign in, where they belong.

Person, unit (a tree), level, delegation (who may speak officially for a unit), sessions, tokens and invitations. It
knows nothing of what people write. It keeps no last-seen and no count of what anybody does (product.md, "Nobody can be
measured by others").

Rooms of its own: entrance (the way into every page), programs (the way into every operation of the API), calls (how often
a program may call), middleware, sessions and devices (who is signed in, where), accounts, passkeys, resetting and
second_steps (how the sign-in library meets our people), mailing (mails that wait for the keeper), photos,
places (what an operator finds beside every page), rows (a person from a written-out query), scopes (what a token may do).

Verbs: invite, invite_together, accept, change_profile, place, change_standing, appoint, dismiss, take_second_steps, deactivate, reactivate, erase, delegate, issue_token,
end_session, put_unit.
"""

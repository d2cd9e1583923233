"""Spaces: groups of people with a purpose, open to all or gated for a time.

A gated space has a purpose, an owner and a sunset date at most twelve months away; unanswered, it archives read-only
and opens nothing (R2). Nobody is made to join anything but an official space. It knows people and audiences, and not
what is posted in it. `kinds` holds the templates of the six kinds.

Verbs: found, join, leave, invite, accept, decline, appoint, step_down, take_on, remove, gate, open_up, renew, archive,
restore, change, read_to.
"""

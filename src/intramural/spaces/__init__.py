"""Spaces: groups of people with a purpose, open to all or gated for a time.

A gated space has a purpose, an owner and a sunset date at most twelve months away; unanswered, it archives read-only
and opens nothing (R2). Nobody is made to join anything but an official space. It knows people and audiences, and not
what is posted in it.

Verbs: found, join, leave, invite, appoint, remove, gate, open_up, renew, archive, change.
"""

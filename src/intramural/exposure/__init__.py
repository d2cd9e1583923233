"""Exposure: a ledger of what was handed out of a post, to whom and by which way, for the day on which it went too far.

It knows no words, no titles, no order and no hours: a post's number, a person's number, a way, and the last day, which says when
the line goes. It is read for one post at a time and never for a person. Who may read it is for `care` to say.

Rooms of its own: gathering (what one answer shows), spool (lines on their way into the ledger), middleware (what has left).

Verbs: deliver, take_in, forget_old, forget_person.
"""

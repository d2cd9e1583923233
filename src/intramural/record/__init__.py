"""The record: an append-only journal of what happened, audit trail and outbox in one table.

Domains note what they did in the transaction that did it; whoever subscribed is told after commit, and a sweep tells
again what a crash left untold. It also keeps the answers to requests by idempotency key. No foreign keys: the record
outlives what it speaks of. It holds ids and never words that people wrote.

Rooms of its own: journal, once; closings, which are written beside the database.

Verbs: `journal.note`, `journal.on`, `journal.sweep`, `once.answer`, `closings.kept`, `closings.close_again`.
"""

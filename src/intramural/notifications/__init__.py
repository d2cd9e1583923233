"""Notifications: who hears of what, why, when, and by which way. Never more than they like, and never twice.

One inbox, *For you*: first what asks something of me, then what I follow. Each line says why it is there and can be
silenced where it stands. Ways: the page, mail (handed to `mail.actions.queue`), push, or none.
"""

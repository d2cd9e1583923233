"""Notifications: who hears of what, why, when, and by which way. Never more than they like, and never twice.

One inbox, *For you*: first what asks something of me, then what I follow. Each line says why it is there and can be
silenced where it stands. Ways: the page, mail (handed to `mail.actions.queue`), push (`pushing`), or none.
Verbs: tell_of_post, tell_of_comment, tell_of_acceptance, tell_of_invitation, tell_of_renewal · read, read_all, finish,
take_up, silence, hear_again, choose, choose_rhythm, add_device, end_device. Rooms of its own: reasons (why, in words), offline
(what opens without a connection), pushing (what appears on devices, through push services).
"""

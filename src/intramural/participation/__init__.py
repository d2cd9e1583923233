"""Participation: a path of small steps that each person finds on a page of their own, and nobody else's page.

What somebody has done is read, when they look, from what they did; it is written down nowhere, counted nowhere, told to nobody, and
can be asked for by nobody but them: no question here takes another person than the one who looks. A coach sees what comes up again in
somebody's posts with their consent, for a time, and learns of it from them. No chore, news, mail or API of this room says a word, and no
other room asks it anything but the composer, for its own author.

Rooms of its own: steps (the path, and what is suggested next), evidence (what somebody may have done, as
questions), places (what operators find beside every page), coaching (what comes up again in one's own posts).

Verbs: switch_off, switch_on · add_skill, change_skill, retire_skill · name_coach, dismiss_coach · consent, withdraw, close_card.
"""

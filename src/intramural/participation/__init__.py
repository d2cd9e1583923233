"""Participation: a path of small steps that each person finds on a page of their own, and nobody else's page.

What somebody has done is read, when they look, from what they did; it is written down nowhere, counted nowhere, told to nobody, and
can be asked for by nobody but them: no question here takes another person than the one who looks. No chore, news, mail or API of
this room says a word of it, and no other room asks it anything but the composer, for its own author.

Rooms of its own: steps (the path, and what is suggested next), evidence (what somebody may have done, as
questions), places (what operators find beside every page).

Verbs: switch_off, switch_on · add_skill, change_skill, retire_skill.
"""

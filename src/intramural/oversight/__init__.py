"""Oversight: what everybody may know about the house as a whole: how open it is, and how often somebody minds.

It counts posts and talks by closed calendar months, once, and never people's doings. `crowds` says when a number may be told,
`months` what a month is.

Verbs: count_month, count_closed_months, count_incidents, count_speed.
"""

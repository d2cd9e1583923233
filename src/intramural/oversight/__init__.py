"""Oversight: what everybody may know about the house as a whole: how open it is, and how often somebody minds.

It counts posts and talks by closed calendar months, once, and never people's doings; what is too little to hide in is not shown.

Verbs: count_month, count_closed_months.
"""

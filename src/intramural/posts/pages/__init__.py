"""The HTML surface of posts.

posts      one post with its comments, and the verbs on it
embargoes  the day before which it is not for all, and the verbs on that
comments   what is said under it, and the verbs on that
files      what hangs under both
reacting   what is drawn anew of both after a reaction
"""

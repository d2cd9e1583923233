"""Topics: the subjects that posts are about.

A topic is made by whoever first writes `#word`; it needs nobody's permission. Who looks after it: see stewards.

Verbs: named (finds or makes), follow, unfollow.
"""

"""Topics: the subjects that posts are about, and who looks after each.

A topic is made by whoever first writes `#word`; it needs nobody's permission. A steward and a deputy may look after it.
What a steward may do with posts comes with the issue on respect for control.

Verbs: named (finds or makes), follow, unfollow.
"""

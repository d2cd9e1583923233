"""Stewards: who looks after a topic, a function, a unit or a source, and what they ask of those who share.

A stewardship names one steward and one deputy, and holds their say. It gives no right to read, and silence of a steward
holds nothing back. The deputy acts from the moment at which the steward is away or gone; where neither can act it is
unattended, which every member sees. Code names and example documents are for those who look after it alone; `notes` has what rooms
above tell them.

Rooms of its own: notes, forms (what is typed, on a page or behind the link of a mail), texts (examples that come as files).

Verbs: found, entrust, say, add_example, remove_example, keep_name, drop_name, watch, go_away, come_back.
"""

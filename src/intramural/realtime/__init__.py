"""Real time: what happens appears on open pages within a second.

Server-sent events carry a word and a post's public id, and nothing that somebody wrote: the page asks for what it may show.
Who gets an event is asked when it is sent. There is no typing and no presence.

Rooms of its own: streams (GET /events), hub (the open streams of a worker), reader (of the journal), waking.
"""

"""Real time: what happens appears on open pages within a second.

Server-sent events carry ids and no words: the page asks for what it may show. Who gets an event is asked when it is sent.
There is no typing and no presence.
"""

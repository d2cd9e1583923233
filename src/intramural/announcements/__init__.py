"""Announcements: what is said officially may ask its readers to say that they have read it.

Whoever said it asks, and takes that back; a reader acknowledges by one word, on the page, by mail or by a program. Who has
done so is known to that person alone: whoever asks is told how many, in steps of five and from ten on. Nothing is held
against anybody, and nothing else of what is read is known.

Verbs: ask, ask_no_more, acknowledge.
"""

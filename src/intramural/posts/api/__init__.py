"""The JSON surface of posts: posts and the verbs on them, what is said under them. The stream is home's.

shapes     what programs send and get, and how rows become that
drafted    the same of drafts
posts      one post, and the verbs on it
embargoes  the day before which it is not for all, and the verbs on that
writing    how far it would reach, drafts, sharing and taking back
comments   what is said under it, and the verbs on that
files      what hangs under both
shells     a translucent post, for who may only know of it
"""

from __future__ import annotations

from intramural.posts.api import comments, embargoes, files, posts, writing

surfaces = (writing.surface, posts.surface, embargoes.surface, comments.surface, files.surface)

"""Questions about posts. Whoever asks for words is always named, and sees what `audiences.visibility` lets them see and nothing else.

lists      pages of posts, newest first, and one card of them
filters    what a page shows, as conditions
addressed  one post or comment at its address, and what is said under it
embargoes  what waits for its day, and who keeps its time
own        drafts, what they cite, what was taken back, how something was changed
talks      whether an author is among those who talk about it
topics     what posts are about, asked for nobody
"""

from intramural.posts.queries.addressed import add_reactions, comment, newest, one, page_with, thread
from intramural.posts.queries.filters import FILTERS
from intramural.posts.queries.lists import (
    PAGE,
    Card,
    Shell,
    card,
    count_newer,
    count_undiscussed,
    shell,
    stream,
)
from intramural.posts.queries.own import Edit, cited, draft, drafts, edits, shared_since, spoke_then, taken_back
from intramural.posts.queries.talks import reads_replies
from intramural.posts.queries.topics import known_topics_of, topics_of

__all__ = [
    "FILTERS",
    "PAGE",
    "Card",
    "Edit",
    "Shell",
    "add_reactions",
    "card",
    "cited",
    "comment",
    "count_newer",
    "count_undiscussed",
    "draft",
    "drafts",
    "edits",
    "known_topics_of",
    "newest",
    "one",
    "page_with",
    "reads_replies",
    "shared_since",
    "shell",
    "spoke_then",
    "stream",
    "taken_back",
    "thread",
    "topics_of",
]

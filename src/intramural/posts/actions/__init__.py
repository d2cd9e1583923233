"""The verbs of posts, each in the module of its subject.

publishing   publish, withdraw, change_audience, delete
replying     comment, delete_comment
reacting     react, take_back
"""

from intramural.posts.actions.publishing import change_audience, delete, publish, withdraw
from intramural.posts.actions.reacting import react, take_back
from intramural.posts.actions.replying import comment, delete_comment

__all__ = ["change_audience", "comment", "delete", "delete_comment", "publish", "react", "take_back", "withdraw"]

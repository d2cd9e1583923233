"""What a list of posts shows: its filters as conditions, and where little passes one, what it can be picked from."""

from __future__ import annotations

DISCUSSED_BY = 3


def undiscussed(audiences: str = "") -> str:
    """What stands in a gated space, not narrowed for a time, and fewer people than DISCUSSED_BY can read.

    Since when so many can read is worked out once for each audience, or each of `audiences` where only they come into question, and
    not for each post.
    """
    among = f" WHERE r.audience_id IN ({audiences})" if audiences else ""
    since_so_many = (
        "SELECT g.audience_id, g.since FROM (SELECT r.audience_id, r.since,"
        " row_number() OVER (PARTITION BY r.audience_id ORDER BY r.since) AS place"
        f" FROM audiences_grant r JOIN people_person x ON x.id = r.person_id AND x.is_active{among}) g"
        f" WHERE g.place = {DISCUSSED_BY}"
    )
    return (
        "p.audience_before_id IS NULL AND p.audience_id IN (SELECT o.id FROM audiences_audience o WHERE o.kind = 'circle')"
        f" AND NOT EXISTS (SELECT 1 FROM ({since_so_many}) many WHERE many.audience_id = p.audience_id AND many.since <= p.released_at)"
    )


_OF_THE_VIEWER = (
    "SELECT og.audience_id FROM audiences_grant og WHERE og.person_id = %(viewer)s"
    " UNION SELECT op.audience_id FROM posts_post op WHERE op.author_id = %(viewer)s"
)
"""The audiences of all that the viewer may see and not everyone."""

# What the viewer looks at: the name of a filter → the condition that it adds.
FILTERS = {
    "all": "",
    "spaces": "p.space_id IN (SELECT space_id FROM spaces_membership WHERE person_id = %(viewer)s)",
    "questions": "p.kind = 'question'",
    "following": (
        "(p.author_id IN (SELECT followed_id FROM people_following WHERE person_id = %(viewer)s)"
        " OR p.id IN (SELECT post_id FROM posts_postfollow WHERE person_id = %(viewer)s)"
        " OR EXISTS (SELECT 1 FROM posts_post_topics pt JOIN topics_topicfollow tf ON tf.topic_id = pt.topic_id"
        " WHERE pt.post_id = p.id AND tf.person_id = %(viewer)s))"
    ),
    "space": "p.space_id = %(space)s",
    "author": "p.author_id = %(author)s",
    "topic": "EXISTS (SELECT 1 FROM posts_post_topics pt WHERE pt.post_id = p.id AND pt.topic_id = %(topic)s)",
    "kept": "EXISTS (SELECT 1 FROM posts_bookmark k WHERE k.post_id = p.id AND k.person_id = %(viewer)s)",
    "undiscussed": undiscussed(_OF_THE_VIEWER),
}
# What is asked of a shell instead: its kind and most of its topics are not known, and none is kept.
OF_SHELLS = {
    "questions": "",
    "kept": "",
    "undiscussed": "",
    "following": (
        "(p.author_id IN (SELECT followed_id FROM people_following WHERE person_id = %(viewer)s)"
        " OR EXISTS (SELECT 1 FROM posts_post_known_topics pt JOIN topics_topicfollow tf ON tf.topic_id = pt.topic_id"
        " WHERE pt.post_id = p.id AND tf.person_id = %(viewer)s))"
    ),
    "topic": "EXISTS (SELECT 1 FROM posts_post_known_topics pt WHERE pt.post_id = p.id AND pt.topic_id = %(topic)s)",
}

# Where little of what is passed belongs on a page, it is picked from these.
FEW = {
    "following": (
        "SELECT post_id AS id FROM posts_postfollow WHERE person_id = %(viewer)s"
        " UNION SELECT id FROM posts_post WHERE author_id IN"
        " (SELECT followed_id FROM people_following WHERE person_id = %(viewer)s)"
        " UNION SELECT pt.post_id FROM posts_post_topics pt JOIN topics_topicfollow tf ON tf.topic_id = pt.topic_id"
        " WHERE tf.person_id = %(viewer)s"
    ),
    "topic": "SELECT post_id AS id FROM posts_post_topics WHERE topic_id = %(topic)s",
    "kept": "SELECT post_id AS id FROM posts_bookmark WHERE person_id = %(viewer)s",
    "spaces": (
        "SELECT id FROM posts_post WHERE space_id IN (SELECT space_id FROM spaces_membership WHERE person_id = %(viewer)s)"
    ),
    "undiscussed": (
        "SELECT id FROM posts_post WHERE author_id = %(viewer)s AND audience_id IN"
        " (SELECT id FROM audiences_audience WHERE kind = 'circle')"
        " UNION SELECT c.id FROM posts_post c JOIN audiences_grant cg ON cg.audience_id = c.audience_id"
        " JOIN audiences_audience ca ON ca.id = c.audience_id AND ca.kind = 'circle' WHERE cg.person_id = %(viewer)s"
    ),
}
# For whom "everyone" does not include, there is little on any page.
FEW_OF_A_GUEST = (
    "SELECT id FROM posts_post WHERE author_id = %(viewer)s UNION SELECT id FROM posts_post WHERE audience_id IN"
    " (SELECT audience_id FROM audiences_grant WHERE person_id = %(viewer)s)"
)

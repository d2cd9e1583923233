from __future__ import annotations

from tests.leaks.surfaces import Acts, Shows

SURFACES = {
    "home:stream": Shows("the stream", queries=("", "?only=spaces", "?only=questions", "?only=following")),
    "home:newer": Shows(
        "how many posts are new",
        queries=("?since=MC4wMDAwMDAwMDAwMDAw", "?since=MC4wMDAwMDAwMDAwMDAw&only=questions"),
        of_people=True,
    ),
    "home:write": [
        Shows("the composer", query=lambda w: f"?space={w.space_slug}"),
        Shows("the composer with a draft", query=lambda w: f"?draft={w.post_id}"),
        Acts("sharing into a space", data=lambda w: {"body": "Hello.", "audience": "space", "space": w.space_slug}),
        Acts("sharing a draft", data=lambda w: {"body": "Hello.", "draft": w.post_id}),
    ],
    "home:preview": Acts(
        "a preview",
        data=lambda w: {"body": f"See /posts/{w.post_id}/ /comments/{w.comment_id}/ #{w.topic_slug} @{w.author_handle}"},
    ),
    "home:reach": Shows("how far it reaches", query=lambda w: f"?audience=space&space={w.space_slug}"),
    "home:second_thought": Acts(
        "a second thought", data=lambda w: {"body": f"About #{w.topic_slug} and pay day, see /posts/{w.post_id}/"}
    ),
    "home:completion": Shows(
        "what is completed",
        queries=("?mark=%23&word=zq", "?mark=%23&word=p", "?mark=@&word=a", "?mark=@&word=ul"),
        query=lambda w: f"?mark=%23&word={w.topic_slug[:6]}",
    ),
    "home:drafts": [
        Shows("one's drafts"),
        Acts("going on with a draft", data=lambda w: {"body": "Hello.", "draft": w.post_id}),
    ],
    "home:discarding": Acts("throwing a draft away", at=lambda w: [w.post_id]),
    "home:talk": Shows("what its author shared", at=lambda w: [w.author_handle]),
    "home:stewards": Shows(
        "who looks after what, and topics that nobody does",
        queries=("", "?nobody=1", "?q=zq"),
        query=lambda w: f"?q={w.topic_slug}",
    ),
    "home:topics": Shows("the subjects", queries=("", "?q=zq"), query=lambda w: f"?q={w.topic_slug}"),
    "home:topic": [
        Shows("what is said about the secret's subject", at=lambda w: [w.topic_slug]),
        Shows("what is said about a subject of everyone", at=lambda w: ["pay"]),
    ],
    "home:topic_following": Acts("following the secret's subject", at=lambda w: [w.topic_slug]),
    "home:space": Shows("a space's page", at=lambda w: [w.space_slug], queries=("", "?only=questions")),
}

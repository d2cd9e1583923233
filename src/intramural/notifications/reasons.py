"""Why somebody is told of something, and what it is, in words."""

from __future__ import annotations

from intramural.notifications.models import News

_KIND, _WHY = News.Kind, News.Why
_FIXED = {
    _KIND.ASKED: "because the question names you",
    _KIND.MENTION: "because you are mentioned",
    _KIND.ANSWER: "because you asked",
    _KIND.REPLY: "because you wrote what it answers",
    _KIND.NOTICE: "because it asks whoever can read it",
    _KIND.INVITATION: "because you are invited",
    _KIND.RENEWAL: "because you look after it",
    _KIND.ACCEPTED: "because you answered",
    _KIND.THANKED: "because you are thanked",
    _KIND.CONCERN: "because it is between you and them",
    _KIND.CONSULT: "because you are asked",
    _KIND.OPINION: "because it is between you and them",
    _KIND.OUTCOME: "because you were asked",
    _KIND.NARROWED: "because you wrote it",
    _KIND.MUTED: "because you look after it",
    _KIND.OPENED: "because you wrote it",
    _KIND.UPHOLD: "because you look after it too",
    _KIND.WIDER: "because you want to know when it goes wider",
    _KIND.ENTRUSTED: "because it is about you",
    _KIND.UNATTENDED: "because you are an operator",
    _KIND.ACCESS: "because you may answer",
    _KIND.ANSWERED: "because it is about access",
    _KIND.COMMENT: "because you follow this post",
    _KIND.QUIET: "because you want to know once a week",
}
_SAID = {
    _KIND.ASKED: "asks you",
    _KIND.MENTION: "mentions you",
    _KIND.ANSWER: "answers your question",
    _KIND.REPLY: "replies to you",
    _KIND.NOTICE: "asks you to say that you have read it",
    _KIND.INVITATION: "invites you",
    _KIND.ACCEPTED: "says that your answer helped",
    _KIND.THANKED: "thanks you",
    _KIND.CONCERN: "says something to you in private",
    _KIND.CONSULT: "asks you before sharing",
    _KIND.OPINION: "says something about a draft",
    _KIND.OUTCOME: "is done with a draft that you were asked about",
    _KIND.NARROWED: "has made it smaller",
    _KIND.OPENED: "has looked at whom your post reached",
    _KIND.UPHOLD: "has made a post smaller, and you may uphold it",
    _KIND.WIDER: "shares something that you look after",
    _KIND.ENTRUSTED: "has named who looks after something",
    _KIND.EMBARGO: "has chosen the day before which it is not for all",
    _KIND.ACCESS: "asks for access",
    _KIND.ANSWERED: "has answered about access",
    _KIND.COMMENT: "says",
    _KIND.POST: "shares",
}
_PUSHED = {
    **_SAID,
    _KIND.INVITATION: "invites you into a space",
    _KIND.ACCESS: "asks for access to a post",
    _KIND.COMMENT: "writes under a post that you follow",
    _KIND.POST: "shares something where you follow",
}
_BY_KEY = {
    "silence": "has not answered yet, and you need not wait",
    "day": "asked you to wait for a day, which has come",
    "steward": "has named you as steward",
    "deputy": "has named you as deputy",
    "upheld": "thinks so too, so it stays smaller",
    "relieved": "has named others to look after it",
    "acts": "cannot look after it just now, so you do",
    "lifted": "has opened it before its day",
    "called_off": "has called off the day on which it was to open",
}
_BY_ITSELF = {
    _KIND.RENEWAL: "A space of yours ends soon",
    _KIND.QUIET: "Some things were kept quiet",
    _KIND.UNATTENDED: "Nobody looks after a subject",
    _KIND.MUTED: "The second thought about what you look after has muted itself",
}
_IN_ITSELF = {
    **_BY_ITSELF,
    _KIND.QUIET: "Once a week",
    _KIND.MUTED: "Something that you look after",
    _KIND.ANSWERED: "You asked for access",
}
_KEPT_ITSELF = {"called_off": "The day on which it was to open is called off"}


def reason(news: News) -> str:
    """The reason as it stands beside the line: "because you follow Pay"."""
    if news.kind in _FIXED:
        return _FIXED[_KIND(news.kind)]
    if news.kind == _KIND.EMBARGO:
        return "because you wrote it" if news.post and news.post.author_id == news.person_id else "because you look after it"
    if news.why == _WHY.PERSON:
        return f"because you follow {news.by.name if news.by else 'who wrote it'}"
    if news.why == _WHY.TOPIC:
        return f"because you follow {news.topic.name if news.topic else 'what it is about'}"
    space = news.post.space if news.post else None
    return f"because you are in {space.name if space else 'the space'}"


def said(news: News) -> str:
    """What the one who did it did, as words after a name; "" where nobody did."""
    return _BY_KEY.get(news.key.partition(":")[0]) or _SAID.get(_KIND(news.kind), "")


def by_itself(news: News) -> str:
    """What is so without anybody's doing; "" where somebody did it."""
    return _KEPT_ITSELF.get(news.key.partition(":")[0]) or _IN_ITSELF.get(_KIND(news.kind), "")


def pushed(news: News) -> str:
    """All that is said outside the house: who does what. Of titles, spaces and words nothing."""
    kind = _KIND(news.kind)
    return (
        _BY_ITSELF.get(kind)
        or f"{news.by.name if news.by else 'Somebody'} {_BY_KEY.get(news.key.partition(':')[0]) or _PUSHED[kind]}"
    )

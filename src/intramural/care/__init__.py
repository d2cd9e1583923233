"""Care: what happens when something was shared more widely than somebody who is responsible for it would have.

A narrowing makes a post's audience smaller at once, with a reason, and ends by itself after seven days unless its author
agrees or a second person upholds it. A takedown is its author's. A concern is a private talk about a post; a recovery is the one
that its author begins. A consult is before all that: an author asks one to three people what they think of a draft, and decides. A
request for access is made by somebody who knows of a translucent post, and answered by its steward or its author.
Nothing here blocks, counts or blames anybody, and no page that others see tells of it.

Rooms of its own: exposures (whom it reached), circles (what the form for a smaller audience means), doors (ways in by the links of
mails), words (what is offered to say), offers (what a condition in a sentence comes to), differing (what another wording changes), promises
(when an answer is due), opinions (what the pages of a consult show and take), menu (what it adds to a post's).

Verbs: narrow, agree, uphold, end, lapse · note_wider · raise_concern, talk_about, answer, close, recover, keep_lesson · ask, opine, say, show_again, take, share,
note_dissent, call_off · ask_for_access, answer_access.
"""

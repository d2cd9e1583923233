"""Posts: what people say to each other, with comments, reactions, attachments, drafts and their reach.

A post is readable by its audience as soon as its author's undo window ends; nothing holds it for approval, ever. A
draft is a post that was never released. Attachments live and die with their post. Reading leaves no trace here.

Rooms of its own: text (words and what they refer to), reach (how far a choice of audience goes), drawing (cards as HTML,
kept), composing (what somebody has put into the composer), beside (what a kind of post has besides its words), files
(attachments as their readers get them), uploads (files that came with a form), talk (comments a page at a time), replies (who
reads them), minding (what rooms above say before what is out changes), menus (what they add to a post's menu), opening (what
is told of a post that waits for its day).

Verbs: draft, publish, withdraw, edit, delete, embargo, lift, narrow, admit, comment, react, vote, accept, bookmark, follow,
attach, grow, bring_in.
"""

"""Second thought: while somebody writes, one sentence that names whom it may concern. It is rare, and never blocks.

signals     what a text holds by its form: credentials, personal data, markings, embargoes
likeness    which subject a text resembles, and why: stems weighed by how telling they are, and the nearest documents
derivation  whether a text is made from a document that is kept: hashed runs of words that survive cuts and edits
embargoes   names of what is not before a day
weighing    when a likeness is sure enough to be said, and the reason in words
drafting    from the composer, a program or a post, to the draft that is thought about
heard       who has been asked about a draft already, told by rooms above
saying      what was said to whom, signed, as a page carries it
training    what is learned from: posts that everybody may read, and the stewards' own examples; nothing else

It learns by counts a subject alone: who passed it, and who said what, is written down nowhere. That each person counts once
a week is held by a seal that names nobody.

Verbs: learn, begin_anew, refresh.
"""

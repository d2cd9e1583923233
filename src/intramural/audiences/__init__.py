"""Audiences: who may see a thing, decided in one place.

Every piece of content has exactly one audience; *everyone* needs no grants, all others have one grant row a person.
`VisibleTo` is the one predicate that every surface asks; `KnownTo` is asked where a thing may be known by its title and one
sentence, and not be seen; `reach` says in words and number how far an audience goes.
It knows people, and not what is shown to them.

Rooms of its own: visibility (the predicates), decisions (yes or no, and why).

Verbs: for_units, for_people, with_people, open_circle, grant, revoke, let_in, put_out; `units_changed` keeps unit audiences in step.
"""

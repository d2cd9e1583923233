"""Imports: what an organisation brings along from the system it used before: Slack, Mattermost, mail, a staff list.

`actions.bring_in(source, report=…)` is the one verb; each source reads one format and yields people, places and messages
in the words of `material`. It can be stopped at any moment and run again: every row knows its origin, and what is here
already is never changed by a later run. Audiences are never wider than in the source, and nobody is told or mailed.

beside       processes that read beside this one
sources      the formats by name              slack, mattermost, mail, staff   what each holds
material     what a source yields             references   what its texts refer to, made into what that is here
report       what was taken, and what not     reading      reading what may be of any size and broken in any way
emoji        reactions and emoji of other systems
"""

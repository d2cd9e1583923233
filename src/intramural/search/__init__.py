"""Search: everything can be found that one may see, and nothing that one may not.

The index holds words and the number of what they stand in, never who may read it: each question goes through the one
predicate of `audiences`, so the index is never ahead of an audience. It is kept by the journal, and rebuilt by one command.
"""

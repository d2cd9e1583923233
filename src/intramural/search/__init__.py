"""Search: everything can be found that one may see, and nothing that one may not.

The index holds words and the number of what they stand in, never who may read it: each question goes through the one
predicate of `audiences`, so the index is never ahead of an audience. It is kept by the journal, and rebuilt by one command.

words     from text to terms, in what is written and in what is asked     asking    what was typed, read
rows      what is written into the index for a thing                      ids       the number of an entry
backends  the full-text index of either database                          spelling  words that differ in a letter
ranking   which of the rows fit best                                      showing   excerpts, with what was found set apart
"""

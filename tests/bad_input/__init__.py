"""Input made to break things, by the classes of harm: markup, strings and names, forms from elsewhere, JSON, files.

What holds for all of it: no answer of 500 and more, no script on a page, nothing that takes longer than a second.
"""

"""The toolbox of the house: refusals, clock, ids, paging, markup, web plumbing.

It knows no domain: nothing here may name a person, a post or a space.
"""

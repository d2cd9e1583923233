"""A company of 400 people lives through what care promises, by page, API and mail: `bin/trial`, on both databases.

company   who is there, and what they have said: seeded in bulk, the same every time
house     what each part needs: browsers, programs, what the keeper does, mail that comes in
stewards, thinking, asking, tracing, reaching, mending, meter     the pass lines of D1, D2, D3, D4, D5, D6, D18, each a test
run       the command: the whole company; the tests of every day live through the same with a small one
"""

"""The leak matrix: every surface × state of a post × viewer, asked whether anything shows that should not.

policy      what each viewer may see of each state: a pure function, the specification
surfaces    what a domain writes into its tests/leaks.py about each of its routes, commands and mails
matters     what care does with it
world       a house with one secret in it, or the same house without
reading     every decoded form of an answer; what may differ between two answers
crawl       asks all surfaces as one viewer
gates       every place where the audience is asked, to take it away and see that it is noticed
"""

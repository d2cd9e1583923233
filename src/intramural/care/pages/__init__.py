"""The pages of care.

narrowings   making a post smaller for a time, and the page of that for the people on the matter
concerns     raising a concern, the talk about it, saying that one overshared
exposures    whom a post reached
doors        the same without signing in, by the links of mails
"""

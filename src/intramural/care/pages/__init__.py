"""The pages of care.

narrowings   making a post smaller for a time, and the page of that for the people on the matter
concerns     raising a concern, the talk about it, saying that one overshared
consults     asking first about a draft, and the page of that for its author and those who are asked
access       asking to read a translucent post, and answering that
exposures    whom a post reached
doors        the same without signing in, by the links of mails; matter_doors those to what was made smaller
"""

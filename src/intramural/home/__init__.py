"""Home: pages made of several domains: the stream, and the composer with the reach it states before sending.

Rooms of its own: places (where one can go from every page).
"""

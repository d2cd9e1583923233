"""Journeys of people through a served house, in a real browser.

house      makes the house: the demo company, and the scene of the access table; tells its addresses
conftest   serves it, opens the browser, and signs people in
"""

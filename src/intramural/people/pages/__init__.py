"""The HTML surface of people: finding them, their profiles and units, one's own settings, and what an operator does."""

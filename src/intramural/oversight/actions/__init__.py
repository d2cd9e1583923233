"""Counting what is over. Only sums are written, and each once.

months     how far what was shared goes
stretches  what happened to posts, and what asking first costs
"""

from intramural.oversight.actions.months import count_closed_months, count_month
from intramural.oversight.actions.stretches import count_incidents, count_speed

__all__ = ["count_closed_months", "count_incidents", "count_month", "count_speed"]

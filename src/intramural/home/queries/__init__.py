"""Questions that touch several domains at once: what stands beside every page, and which topics somebody may know of."""

from intramural.home.queries.margin import MOST, Beside, Margin, beside
from intramural.home.queries.topics import Known, topic, topics, unattended

__all__ = ["MOST", "Beside", "Known", "Margin", "beside", "topic", "topics", "unattended"]

"""The JSON surface of care.

narrowings   making a post smaller for a time, agreeing, upholding, ending
consults     asking first about a draft, answering, taking what was offered, sharing
"""

from __future__ import annotations

from intramural.care.api import consults, narrowings

surfaces = (narrowings.surface, consults.surface)

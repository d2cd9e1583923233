"""The JSON surface of care.

narrowings   making a post smaller for a time, agreeing, upholding, ending
concerns     private talks about a post, and saying that one overshared
exposures    whom a post reached
consults     asking first about a draft, answering, taking what was offered, sharing
access       asking to read a translucent post, and answering that
"""

from __future__ import annotations

from intramural.care.api import access, concerns, consults, exposures, narrowings

surfaces = (narrowings.surface, concerns.surface, exposures.surface, consults.surface, access.surface)

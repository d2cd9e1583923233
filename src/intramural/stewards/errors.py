"""The refusals of stewards.

LookedAfterAlready  409  there is a stewardship over this already
"""

from __future__ import annotations

from intramural.kit.errors import Conflict


class LookedAfterAlready(Conflict):
    code = "looked_after_already"

"""The number of an entry: the moment at which the thing was said, then what tells things of one moment apart.

Both databases keep such numbers in order, so that the newest are found without sorting.
"""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta

_BITS = 21
_LAST = (1 << 63 - _BITS) - 1
"""The last millisecond that a number of 63 bits holds, in 2109: what is later is as late."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def of(at: datetime, public_id: str) -> int:
    """The number of what was said at this moment and has this public id."""
    return (moment(at)) | (zlib.crc32(public_id.encode()) & ((1 << _BITS) - 1))


def moment(at: datetime) -> int:
    """The least number of this moment."""
    return min(max(0, (at - _EPOCH) // timedelta(milliseconds=1)), _LAST) << _BITS

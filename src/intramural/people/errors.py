from __future__ import annotations

from intramural.kit.errors import Unacceptable


class AddressTaken(Unacceptable):
    code = "address_taken"

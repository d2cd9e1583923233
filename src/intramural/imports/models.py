from __future__ import annotations

from django.db import models

from intramural.people.models import Person


class KnownAs(models.Model):
    """Who a person was in the system they come from ("slack:T03:U07"), so that a second run finds the same person.

    Of somebody who was erased only a digest is kept (`queries.digest_of`): an origin may be their address or their name.
    """

    origin = models.CharField(max_length=200, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return self.origin

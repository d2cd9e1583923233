from __future__ import annotations

from typing import ClassVar

from django.db import models


class Delivery(models.Model):
    """Something of a post was handed out to a person by one way. No foreign keys, and no index by person: nobody asks for one.

    `on` is the last day on which that happened; it is never shown, and says when the line goes.
    """

    class Way(models.TextChoices):
        PAGE = "page", "On a page"
        MAIL = "mail", "By mail"
        PUSH = "push", "Pushed to a device: that it is there, and no word of it"
        FILE = "file", "Downloaded a file"
        API = "api", "By a program"
        SEARCH = "search", "An excerpt among what a search found"

    post_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    way = models.CharField(max_length=6, choices=Way.choices)
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="exposure_once_a_way", fields=["post_id", "way", "person_id"]),
        ]
        indexes: ClassVar = [models.Index(name="exposure_age", fields=["on"])]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.way}"

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "intramural.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from intramural.people import (
            closings,  # noqa: F401  (subscribes)
            places,
            subscribers,  # noqa: F401  (subscribes)
        )
        from intramural.ui import shell

        shell.offer(places.operating, order=90)

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "intramural.participation"
    label = "participation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from intramural.participation import (
            places,
            subscribers,  # noqa: F401  (subscribes)
        )
        from intramural.ui import shell

        shell.offer(places.operating, order=91)

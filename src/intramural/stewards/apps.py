from django.apps import AppConfig


class StewardsConfig(AppConfig):
    name = "intramural.stewards"
    label = "stewards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from intramural.stewards import (
            closings,  # noqa: F401  (subscribes)
            subscribers,  # noqa: F401  (subscribes)
        )

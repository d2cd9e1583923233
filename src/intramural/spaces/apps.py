from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "intramural.spaces"
    label = "spaces"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from intramural.spaces import (
            closings,  # noqa: F401  (subscribes)
            subscribers,  # noqa: F401  (subscribes)
        )

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "intramural.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from intramural.notifications import (
            closings,  # noqa: F401  (subscribes)
            subscribers,  # noqa: F401  (subscribes)
        )

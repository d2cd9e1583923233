from django.apps import AppConfig


class AnnouncementsConfig(AppConfig):
    name = "intramural.announcements"
    label = "announcements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from intramural.announcements import subscribers  # noqa: F401  (subscribes)

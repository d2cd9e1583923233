from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "intramural.topics"
    label = "topics"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from intramural.topics import subscribers  # noqa: F401  (subscribes)

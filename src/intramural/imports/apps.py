from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "intramural.imports"
    label = "imports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from intramural.imports import subscribers  # noqa: F401  (subscribes)

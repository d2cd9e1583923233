from django.apps import AppConfig


class ExposureConfig(AppConfig):
    name = "intramural.exposure"
    label = "exposure"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from intramural.exposure import subscribers  # noqa: F401  (subscribes)

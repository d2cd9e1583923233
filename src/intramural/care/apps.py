from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "intramural.care"
    label = "care"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from intramural.care import (
            queries,
            subscribers,  # noqa: F401  (subscribes)
        )
        from intramural.thought import heard

        heard.add(queries.heard)

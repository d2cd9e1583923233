from django.apps import AppConfig


class ThoughtConfig(AppConfig):
    name = "intramural.thought"
    label = "thought"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from intramural.stewards import notes
        from intramural.thought import (
            queries,
            subscribers,  # noqa: F401  (subscribes)
        )

        notes.add(queries.notes)

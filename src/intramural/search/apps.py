from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "intramural.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from intramural.search import subscribers  # noqa: F401

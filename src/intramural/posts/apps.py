from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "intramural.posts"
    label = "posts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from intramural.posts import (
            closings,  # noqa: F401  (subscribes)
            subscribers,  # noqa: F401  (subscribes)
        )

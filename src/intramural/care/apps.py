from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "intramural.care"
    label = "care"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from intramural.care import (
            closings,  # noqa: F401  (subscribes)
            menu,
            queries,
            subscribers,  # noqa: F401  (subscribes)
        )
        from intramural.posts import menus
        from intramural.thought import heard

        heard.add(queries.heard)
        menus.add(menu.of_card)
        menus.add_to_page(menu.of_page)

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "intramural.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from intramural.mail import subscribers  # noqa: F401  (subscribes)

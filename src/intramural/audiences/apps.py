from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AudiencesConfig(AppConfig):
    name = "intramural.audiences"
    label = "audiences"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from intramural.audiences import subscribers  # noqa: F401  (subscribes)

        post_migrate.connect(_found_audiences, sender=self)


def _found_audiences(**kwargs: object) -> None:
    """The two audiences that always are, after every migration and after a test has emptied the tables."""
    from django.core.management.color import no_style
    from django.db import connection

    from intramural.audiences.models import AUTHOR, EVERYONE, Audience

    for pk, kind in ((EVERYONE, Audience.Kind.EVERYONE), (AUTHOR, Audience.Kind.AUTHOR)):
        Audience.objects.get_or_create(pk=pk, defaults={"kind": kind, "key": str(kind)})
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Audience]):
            cursor.execute(statement)

"""Mails that asked somebody to delete an earlier one know their post, so that nobody is asked a second time."""

from typing import Any

from django.db import migrations


def name_posts(apps: Any, schema_editor: Any) -> None:
    notices = apps.get_model("mail", "Notice").objects.filter(kind="recalled", post=None).exclude(narrowing=None)
    for pk, post_id in list(notices.values_list("pk", "narrowing__post_id")):
        notices.model.objects.filter(pk=pk).update(post_id=post_id)


class Migration(migrations.Migration):
    dependencies = [("mail", "0007_access"), ("care", "0003_stewards_say")]
    operations = [migrations.RunPython(name_posts, migrations.RunPython.noop)]

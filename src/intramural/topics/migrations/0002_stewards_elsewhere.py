"""Who looks after a topic stands in the registry of stewards, one storey up."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("topics", "0001_initial"), ("stewards", "0002_from_topics")]
    operations = [
        migrations.RemoveField(model_name="topic", name="steward"),
        migrations.RemoveField(model_name="topic", name="deputy"),
    ]

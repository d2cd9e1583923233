"""What topics said of their stewards, before there was a registry, is in it afterwards."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from intramural.people.testing import a_person

BEFORE = [("topics", "0001_initial"), ("stewards", "0001_initial")]


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_stewards_of_topics_move_into_the_registry():
    executor = MigrationExecutor(connection)
    ends = executor.loader.graph.leaf_nodes()
    try:
        executor.migrate(BEFORE)
        ada, ben = a_person("ada").pk, a_person("ben").pk
        old = MigrationExecutor(connection).loader.project_state(BEFORE).apps
        topic = old.get_model("topics", "Topic").objects
        topic.create(slug="pricing", name="Pricing", steward_id=ada, deputy_id=ben)
        topic.create(slug="travel", name="Travel", deputy_id=ben)
        topic.create(slug="odd", name="Odd", steward_id=ada, deputy_id=ada)
        topic.create(slug="none", name="None")
    finally:
        MigrationExecutor(connection).migrate(ends)
    from intramural.stewards.models import Stewardship

    held = Stewardship.objects.order_by("topic__slug").values_list("topic__slug", "kind", "steward_id", "deputy_id")
    assert list(held) == [("odd", "topic", ada, None), ("pricing", "topic", ada, ben), ("travel", "topic", None, ben)]

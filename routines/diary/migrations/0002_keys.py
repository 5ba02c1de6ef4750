"""Steps and products get a name that holds outside of this database."""

from __future__ import annotations

import uuid

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

AT_A_TIME = 500


def name_rows(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A default would be worked out once, for all rows alike."""
    for name in ("Step", "Product"):
        model = apps.get_model("diary", name)
        rows = list(model.objects.filter(key__isnull=True).only("pk"))
        for row in rows:
            row.key = uuid.uuid4()
        model.objects.bulk_update(rows, ["key"], batch_size=AT_A_TIME)


class Migration(migrations.Migration):
    dependencies = [("diary", "0001_initial")]

    operations = [
        *[
            migrations.AddField(name, "key", models.UUIDField(null=True, editable=False))
            for name in ("step", "product")
        ],
        migrations.RunPython(name_rows, migrations.RunPython.noop),
        *[
            migrations.AlterField(name, "key", models.UUIDField(default=uuid.uuid4, editable=False))
            for name in ("step", "product")
        ],
        *[
            migrations.AddConstraint(
                name,
                models.UniqueConstraint(fields=("user", "key"), name=f"{name}_key_unique"),
            )
            for name in ("step", "product")
        ],
    ]

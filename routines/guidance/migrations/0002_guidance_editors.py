"""A group whose members may edit guidance and nothing else."""

from django.db import migrations

GROUP = "Guidance editors"
PERMISSIONS = {
    ("topic", "topic"): ["add", "change", "view"],
    ("topicrevision", "topic revision"): ["view"],
}


def make_group(apps, _schema_editor):
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    # Django makes permissions only after all migrations, and then takes these as its own.
    for (model, label), verbs in PERMISSIONS.items():
        content_type, _ = content_types.get_or_create(app_label="guidance", model=model)
        for verb in verbs:
            permission, _ = permissions.get_or_create(
                content_type=content_type,
                codename=f"{verb}_{model}",
                defaults={"name": f"Can {verb} {label}"},
            )
            group.permissions.add(permission)


def remove_group(apps, _schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_group, remove_group)]

"""One table."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Point(models.Model):
    """A number of a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    day = models.DateField()
    number = models.IntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "day"], name="floor_point_user_day")]

    def __str__(self) -> str:
        return f"point {self.pk}"

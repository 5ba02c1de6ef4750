"""The happenings a new installation starts with."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from routines.diary.catalogue import STARTER_KINDS
from routines.diary.forms import grouped_kinds
from routines.diary.models import HappeningGroup, HappeningKind
from routines.diary.services.catalogue import load_catalogue


def test_starter_kinds_are_whole() -> None:
    assert len({kind.key for kind in STARTER_KINDS}) == len(STARTER_KINDS)
    assert {kind.group for kind in STARTER_KINDS} == set(HappeningGroup.values)
    for kind in STARTER_KINDS:
        HappeningKind(**vars(kind)).full_clean(validate_unique=False, validate_constraints=False)


def test_starter_kinds_have_icons_that_are_built() -> None:
    names = json.loads(Path("frontend/icons.json").read_text())
    assert {kind.icon for kind in STARTER_KINDS} - set(names) == set()


def test_starter_kinds_that_open_a_segment_are_removals() -> None:
    assert {kind.key for kind in STARTER_KINDS if kind.opens_segment} == {
        "removed-myself",
        "extraction",
        "laser",
        "cryotherapy",
        "peel",
        "dermabrasion",
        "surgical",
    }


@pytest.mark.django_db
def test_load_catalogue_twice_adds_nothing() -> None:
    HappeningKind.objects.all().delete()
    assert load_catalogue() == len(STARTER_KINDS)
    rows = list(HappeningKind.objects.values())
    assert load_catalogue() == 0
    assert list(HappeningKind.objects.values()) == rows


@pytest.mark.django_db
def test_load_catalogue_never_overwrites_what_an_admin_edited() -> None:
    load_catalogue()
    HappeningKind.objects.filter(key="picked").update(name="Touched", is_active=False, icon="eye")
    HappeningKind.objects.filter(key="sunburn").delete()
    assert load_catalogue() == 1
    kind = HappeningKind.objects.get(key="picked")
    assert (kind.name, kind.is_active, kind.icon) == ("Touched", False, "eye")


@pytest.mark.django_db
def test_load_catalogue_command_says_how_many() -> None:
    HappeningKind.objects.all().delete()
    for added in (len(STARTER_KINDS), 0):
        said = StringIO()
        call_command("load_catalogue", stdout=said)
        assert said.getvalue() == f"Happenings: {added} added.\n"


def test_grouped_kinds_follow_the_groups_and_leave_out_empty_ones() -> None:
    pain = HappeningKind(key="pain", group="warning")
    sun = HappeningKind(key="strong-sun", group="sun")
    burn = HappeningKind(key="sunburn", group="sun")
    assert grouped_kinds([pain, sun, burn]) == [
        ("Sun", [sun, burn]),
        ("Have it looked at", [pain]),
    ]

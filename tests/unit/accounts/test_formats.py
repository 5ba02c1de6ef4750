"""Days, times and numbers as locales write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.template import Context, Template
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from routines.accounts import formats

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("accept_language", "locale"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de_AT"),
        ("en;q=0.5, fr-CA;q=0.9", "fr_CA"),
        ("en", "en_GB"),
        ("en-US,en;q=0.9", "en_US"),
        ("tlh, *;q=0.1", "en_GB"),
        ("", "en_GB"),
        ("zh-TW", "zh_Hant_TW"),
        ("x" * 5000, "en_GB"),
        ("<script>, de", "de"),
    ],
)
def test_preferred_locale_takes_the_first_known_wish(accept_language: str, locale: str) -> None:
    assert formats.preferred_locale(accept_language) == locale


@given(some.text())
def test_preferred_locale_answers_any_header(accept_language: str) -> None:
    locale = formats.preferred_locale(accept_language)

    assert formats.known_locale(locale) == locale


@given(some.text(max_size=40))
def test_known_locale_answers_any_name(name: str) -> None:
    locale = formats.known_locale(name)

    assert locale is None or formats.known_locale(locale) == locale


@pytest.mark.parametrize(
    ("locale", "long", "short", "moment", "number", "percent"),
    [
        ("en_GB", "Sunday 22 November", "22 Nov", "21:30", "1,234.5", "17%"),
        ("en_US", "Sunday, November 22", "Nov 22", "9:30\u202fPM", "1,234.5", "17%"),
        ("es_ES", "domingo, 22 de noviembre", "22 nov", "21:30", "1.234,5", "17\xa0%"),
        ("ja", "11月22日日曜日", "11月22日", "21:30", "1,234.5", "17%"),
        ("de_DE", "Sonntag, 22. November", "22. Nov.", "21:30", "1.234,5", "17\xa0%"),
    ],
)
def test_formats_follow_the_locale(
    locale: str, long: str, short: str, moment: str, number: str, percent: str
) -> None:
    assert formats.day_long(SUNDAY, locale) == long
    assert formats.day_short(SUNDAY, locale) == short
    assert formats.clock(time(21, 30), locale) == moment
    assert formats.number(1234.5, locale, 1) == number
    assert formats.percent(0.17, locale) == percent


@pytest.mark.parametrize("locale", formats.OFFERED_LOCALES)
def test_every_offered_locale_writes_everything(locale: str) -> None:
    assert formats.known_locale(locale) == locale
    assert len(set(formats.weekday_names(locale, "wide"))) == 7
    written = [
        formats.day_long(SUNDAY, locale),
        formats.day_full(SUNDAY, locale),
        formats.day_medium(SUNDAY, locale),
        formats.month_year(SUNDAY, locale),
        formats.clock(time(9, 5), locale),
        formats.number(1234, locale),
        formats.percent(0.5, locale),
    ]
    assert all(written)


@pytest.mark.parametrize(
    ("first", "last", "locale", "written"),
    [
        (date(2026, 11, 17), date(2026, 11, 23), "en_GB", "17–23 Nov 2026"),
        (date(2026, 11, 17), date(2026, 11, 23), "de_DE", "17.–23. Nov. 2026"),
        (date(2026, 10, 29), date(2026, 11, 4), "de_DE", "29. Okt. – 4. Nov. 2026"),
        (date(2025, 12, 29), date(2026, 1, 4), "en_US", "Dec 29, 2025 – Jan 4, 2026"),
    ],
)
def test_day_span_says_once_what_both_days_share(
    first: date, last: date, locale: str, written: str
) -> None:
    thin_spaces = str.maketrans("\u2009\u202f\xa0", "   ")
    assert formats.day_span(first, last, locale).translate(thin_spaces) == written


@pytest.mark.parametrize("locale", ["ar_EG", "he", "fa", "ur"])
def test_right_to_left_locales_write_what_english_words_cannot_tear_apart(locale: str) -> None:
    written = [
        formats.day_long(SUNDAY, locale),
        formats.day_full(SUNDAY, locale),
        formats.day_medium(SUNDAY, locale),
        formats.day_short(SUNDAY, locale),
        formats.day_span(SUNDAY, date(2026, 12, 3), locale),
        formats.month_year(SUNDAY, locale),
        formats.month_name(SUNDAY, locale),
        formats.month_short(SUNDAY, locale),
        formats.month_short_year(SUNDAY, locale),
        formats.clock(time(21, 30), locale),
        *formats.weekday_names(locale),
    ]
    assert [(text[0], text[-1]) for text in written] == [("\u2068", "\u2069")] * len(written)


def test_isolated_fences_off_what_is_written_from_the_right() -> None:
    assert formats.day_medium(SUNDAY, "ar_EG") == "\u206822\u200f/11\u200f/2026\u2069"
    assert formats.isolated("22 Nov", "de_DE") == "22 Nov"


def test_locale_names_are_in_their_own_language() -> None:
    names = dict(formats.locale_names())

    assert names["de_AT"] == "Deutsch (Österreich)"
    assert names["ja"] == "日本語"
    assert set(names) == set(formats.OFFERED_LOCALES)


def test_first_weekday_and_direction_are_the_locales() -> None:
    assert [formats.first_weekday(locale) for locale in ("de_DE", "en_US")] == [0, 6]
    assert [formats.is_right_to_left(locale) for locale in ("he", "de_DE")] == [True, False]


@pytest.mark.parametrize(
    ("zone", "written"), [("UTC", "22 Nov 23:30"), ("Europe/Berlin", "23 Nov 00:30")]
)
def test_one_instant_is_written_as_in_each_zone(zone: str, written: str) -> None:
    instant = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    template = Template("{% load local %}{{ at|day_short }} {{ at|clock }}")
    for _ in range(2):
        # Whatever the zone that was asked for first: equal instants share no words.
        with timezone.override("Pacific/Auckland"):
            assert template.render(Context({"at": instant})) == "23 Nov 12:30"
        with timezone.override(zone):
            assert template.render(Context({"at": instant})) == written

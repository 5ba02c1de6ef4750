"""README.txt of an archive: what each of its files is."""

from __future__ import annotations

TEXT = """\
YOUR SKIN-CARE DIARY

Everything you entered, as you entered it, and what was said to you. It holds notes about your
health: keep it where you would keep a diary.

diary.json       All of it, for programs. You can bring it into another account. It also holds
                 answers that you took back and counts that you removed. docs/diary-json.md and
                 docs/diary.schema.json in the source of the diary describe each field.

For a spreadsheet (commas, UTF-8; an empty cell means that nothing was logged, which is not "no"):

days.csv         A row a day and step: what was logged, when, with which product.
steps.csv        Your routine: each step, how often, from when until when.
products.csv     Your products.
counts.csv       Your counts of spots, place by place. Not counted is empty, which is not 0.
happenings.csv   What happened: sun, new products and so on.
notes.csv        The notes of days.
pauses.csv       The days you took out.
trials.csv       The trials you planned.
reminders.csv    What you were reminded of, and what became of it.
changes.csv      What was written when, and what was taken back. To read only: it is not brought in.

loop/            The same routine in the files of Loop Habit Tracker, for programs that read those.
                 A step done more than once is one YES_MANUAL there. Scores are left out: Loop makes
                 its own.

Times of day are those of {zone}. A text that begins with one of = + - @ has an apostrophe before
it in the .csv files, so that no spreadsheet takes it for a formula.

What is told at the head of diary.json but is not brought into another account: your e-mail address,
your consent, where messages go, links to reports, addresses of calendars, files you brought in and
programs you let in. Passwords, passkeys, tokens and secret addresses are in none of these files.
"""


def text(zone: str) -> bytes:
    return TEXT.format(zone=zone).replace("\n", "\r\n").encode()

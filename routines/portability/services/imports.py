"""How an import comes about: each step of it, and who may take it.

The work between the steps is in `import_work`. Two taps, two tabs, two workers: each step names the
state that it starts from, so that it is taken once.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction

from routines.accounts.models import User
from routines.portability.files import keep
from routines.portability.models import (
    AT_WORK,
    WAITING,
    Import,
    RememberedChoices,
    State,
    StoredFile,
)
from routines.portability.planning.verdicts import Choice
from routines.portability.reading import Choices

SMALL_FILE = 64 * 1024
"""Bytes up to which a file is read at once."""
FEW_ROWS = 2000
"""Up to which the rest is done at once too."""
KEPT_FOR = timedelta(days=7)
"""How long a file waits for a word."""
MOST_WAITING = 5
"""Files of one person that wait for a word: each is up to 20 MB, and many more rows."""
MOST_KEPT = 30
"""Imports of one person that are listed; of older ones only what they wrote remains."""


class Busy(Exception):  # noqa: N818 - it is an answer, not an error
    """Another import of the person is at work."""


class Overtaken(Exception):  # noqa: N818 - it is an answer, not an error
    """The import is no longer where the page that was sent had it."""


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as it was sent."""

    name: str
    data: bytes

    @property
    def digest(self) -> str:
        return sha256(self.data).hexdigest()


def begin(*, user: User, key: uuid.UUID, upload: Upload, at: datetime) -> Import:
    """Keep a file and let it be read. The same key twice begins it once.

    Raises Busy while another import is at work.
    """
    try:
        with transaction.atomic():
            User.objects.hold(user)
            known = Import.objects.of(user).filter(key=key).first()
            if known is not None:
                return known
            if Import.objects.filter(key=key).exists():
                # Somebody else's: it names nothing of this person's, and tells them nothing.
                key = uuid.uuid4()
            _forget_oldest(user)
            return Import.objects.create(
                user=user,
                key=key,
                name=upload.name[-120:],
                digest=upload.digest,
                file=keep(user=user, chunks=[upload.data], at=at),
                made_at=at,
            )
    except IntegrityError as problem:
        if Import.objects.of(user).at_work().exists():
            raise Busy from problem
        raise


def choose(*, import_: Import, choices: Choices, at: datetime) -> None:
    """Say what is what, and let the file be compared under that; it is remembered.

    Raises Busy, Overtaken.
    """
    _go_on(import_, from_states=WAITING, to=State.COMPARING, choices=dict(choices))
    RememberedChoices.objects.update_or_create(
        user_id=import_.user_id,
        format=import_.format,
        likeness=import_.likeness,
        defaults={"choices": dict(choices), "made_at": at},
    )


def confirm(*, import_: Import, choice: Choice, with_settings: bool) -> None:
    """Bring it in. Raises Busy, Overtaken."""
    _go_on(
        import_,
        from_states=(State.COMPARED,),
        to=State.APPLYING,
        choice=choice.value,
        with_settings=with_settings,
    )


def compare_again(*, import_: Import) -> None:
    """Compare with the diary as it is by now. Raises Busy, Overtaken."""
    _go_on(import_, from_states=(State.COMPARED,), to=State.COMPARING)


def take_back(*, import_: Import) -> None:
    """Take all of it back. Raises Busy, Overtaken."""
    _go_on(import_, from_states=(State.APPLIED,), to=State.UNDOING)


def discard(*, import_: Import) -> None:
    """Forget an import that brought nothing in. Twice is once. Raises Overtaken."""
    with transaction.atomic():
        held = Import.objects.select_for_update(of=("self",)).filter(pk=import_.pk).first()
        if held is None:
            return
        if held.state not in (*WAITING, State.FAILED):
            raise Overtaken
        drop_files(held)
        held.delete()


def drop_files(import_: Import) -> None:
    """Let go of its files: they hold what is in the diary, or what is not wanted there."""
    kept = [pk for pk in (import_.file_id, import_.journal_id) if pk is not None]
    import_.file = import_.journal = None
    StoredFile.objects.filter(pk__in=kept).delete()


def tidy(*, at: datetime) -> int:
    """Forget what has waited for too long; return how many."""
    old = Import.objects.filter(state__in=WAITING, made_at__lt=at - KEPT_FOR)
    found = list(old)
    for import_ in found:
        # Whoever gave it their word at this very moment keeps it.
        with suppress(Overtaken):
            discard(import_=import_)
    return len(found)


def is_small(import_: Import) -> bool:
    """Whether the next piece of work is done while the person waits."""
    if import_.state == State.READING:
        return import_.file is not None and import_.file.size <= SMALL_FILE
    return import_.total <= FEW_ROWS


def _go_on(import_: Import, *, from_states: Iterable[str], to: State, **values: object) -> None:
    """Go from one of these states to work, if it is still there and nothing else is at work."""
    rows = Import.objects.filter(pk=import_.pk, state__in=from_states)
    fresh = {"done": 0, "attempts": 0, "problem": "", "lease": None, "leased_until": None}
    try:
        with transaction.atomic():
            moved = rows.update(state=to, **fresh, **values)
    except IntegrityError as problem:
        raise Busy from problem
    if not moved:
        raise Overtaken
    import_.refresh_from_db()


def _forget_oldest(user: User) -> None:
    """Keep the list short. What an import wrote stays, in the diary and in the log of changes."""
    present = Import.objects.of(user).newest_first()
    waiting = present.filter(state__in=WAITING)[MOST_WAITING - 1 :]
    old = present.exclude(state__in=AT_WORK)[MOST_KEPT - 1 :]
    for import_ in {one.pk: one for one in (*waiting, *old)}.values():
        drop_files(import_)
        import_.delete()

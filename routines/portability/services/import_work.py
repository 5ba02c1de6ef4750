"""The work on an import: reading, comparing, bringing in, taking back.

A worker that dies leaves a lease that runs out; then another one does the work again from its
start, for nothing is half done: rows of the comparison are replaced as a whole, and the diary is
written in one transaction.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from traceback import extract_tb
from typing import Any, BinaryIO, cast

from routines.accounts.models import User, agreed_version
from routines.portability import reading
from routines.portability.files import read_parts
from routines.portability.foreign import RefusedFile
from routines.portability.models import Import, RememberedChoices, State
from routines.portability.planning.verdicts import Choice
from routines.portability.services import applying, imports
from routines.portability.services.comparing import compare, keep_rows, said_of
from routines.portability.services.leases import Clock, Desk, LostLease, claim
from routines.portability.standing_diary import read_asked

log = logging.getLogger(__name__)

BROKEN = "Something went wrong on our side. Nothing was written; please try again."
MOST_STEPS = 4
"""Words that an import waits for before it is brought in, and one more for another look."""
NO_FILE = "The file is not kept any more. Please send it again."


def whatever(import_: Import) -> bool:
    return True


def work(*, import_id: int, clock: Clock, go_on: Callable[[Import], bool] = whatever) -> None:
    """Do what an import waits for, until it waits for the person or is not to go on."""
    while True:
        import_ = _read(import_id)
        if import_ is None or not import_.is_at_work or not go_on(import_):
            return
        if not import_.user.has_agreed:
            # It waits for them to come back, like the diary itself.
            return
        desk = claim(import_id, clock)
        if desk is None or not _do(desk):
            return


def _read(import_id: int) -> Import | None:
    rows = Import.objects.select_related("file", "user").annotate(agreed=agreed_version("user"))
    found: Any = rows.filter(pk=import_id).first()
    if found is not None:
        found.user.consent_version = found.agreed
    import_: Import | None = found
    return import_


def bring_in(
    *, user: User, key: uuid.UUID, upload: imports.Upload, choice: Choice, clock: Clock
) -> Import:
    """Bring a file in with nobody looking on, for a program: the import says how far it came.

    What is what is as it was said last time, or guessed. Settings stay. The same key twice does it
    once. Raises imports.Busy, RefusedFile for a file that is not read at all.
    """
    import_ = imports.begin(user=user, key=key, upload=upload, at=clock())
    for _ in range(MOST_STEPS):
        work(import_id=import_.pk, clock=clock)
        import_.refresh_from_db()
        if import_.state == State.MAPPING:
            imports.choose(import_=import_, choices=import_.choices, at=clock())
        elif import_.state == State.COMPARED and not import_.problem:
            imports.confirm(import_=import_, choice=choice, with_settings=False)
        else:
            break
    if import_.state == State.FAILED:
        imports.discard(import_=import_)
        raise RefusedFile(import_.problem)
    return import_


def take_up(*, clock: Clock) -> int:
    """Go on with work that nobody is at; return how many imports there were."""
    found = list(Import.objects.free(clock()).values_list("pk", flat=True))
    for import_id in found:
        work(import_id=import_id, clock=clock)
    return len(found)


def _do(desk: Desk) -> bool:
    """Do one piece of work; return whether it came to its end."""
    try:
        _JOBS[State(desk.import_.state)](desk)
    except LostLease:
        return False
    except RefusedFile as refusal:
        desk.fail(str(refusal))
        return False
    except Exception as problem:  # noqa: BLE001 - whatever it was, the person waits for a word
        # What it says may hold words of the file; where it happened does not.
        where = " < ".join(_places(problem))
        kind = type(problem).__name__
        log.error(
            "import %s broke while %s: %s in %s", desk.import_.pk, desk.import_.state, kind, where
        )
        desk.fail(BROKEN)
        return False
    return True


def _places(problem: Exception) -> list[str]:
    """Return the functions and lines that it came through, the innermost first."""
    frames = extract_tb(problem.__traceback__)
    return [f"{frame.name}:{frame.lineno}" for frame in reversed(frames)]


def _look(desk: Desk) -> None:
    """Find out whose file it is."""
    import_ = desk.import_
    remembered = RememberedChoices.objects.of(desk.user)
    with _opened(import_) as file:
        looked = reading.look(
            file,
            name=import_.name,
            asked=read_asked(desk.user, import_.made_at),
            remembered={(one.format, one.likeness): one.choices for one in remembered},
        )
    desk.finish(
        state=State.MAPPING if looked.needs_mapping else State.COMPARING,
        format=looked.format,
        likeness=looked.likeness,
        choices=dict(looked.choices),
        total=looked.rows,
    )


def _look_again(desk: Desk) -> None:
    """Find the habits of a table whose columns were said anew, and ask what they are."""
    import_ = desk.import_
    with _opened(import_) as file:
        choices = reading.look_again(
            file,
            format=import_.format,
            choices=import_.choices,
            asked=read_asked(desk.user, import_.made_at),
        )
    desk.finish(state=State.MAPPING, choices=dict(choices))


def _compare(desk: Desk) -> None:
    if reading.is_stale(desk.import_.choices):
        _look_again(desk)
        return
    with _opened(desk.import_) as file:
        comparison = compare(desk, file, first=True)
    keep_rows(desk, comparison.plan)
    said = said_of(comparison.plan)
    wishes = {"with_settings": comparison.plan.present.is_empty and said["remarks"]["has_settings"]}
    desk.finish(state=State.COMPARED, **wishes, **said)


def _apply(desk: Desk) -> None:
    with _opened(desk.import_) as file:
        applying.apply(desk, file)


_JOBS: dict[State, Callable[[Desk], None]] = {
    State.READING: _look,
    State.COMPARING: _compare,
    State.APPLYING: _apply,
    State.UNDOING: applying.undo,
}


@contextmanager
def _opened(import_: Import) -> Iterator[BinaryIO]:
    """The upload as a file on disk, which is gone afterwards. Raises RefusedFile without one."""
    if import_.file is None:
        raise RefusedFile(NO_FILE)
    with TemporaryFile() as file:
        for part in read_parts(import_.file):
            file.write(part)
        file.seek(0)
        yield cast("BinaryIO", file)

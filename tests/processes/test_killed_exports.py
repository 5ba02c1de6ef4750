"""Workers that are killed while they make archives: each is made all the same, and whole."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

from tests.processes.conftest import NINE
from tests.processes.crew import Crew, wait_until

LEASE_OVER = timedelta(minutes=3)
PARTS = "SELECT count(*) FROM portability_filepart"
FILES = "SELECT id, size FROM portability_storedfile ORDER BY id"
EXPORTS = """
    SELECT file_id, finished_at IS NOT NULL, rows_done = rows_total, lease, problem
    FROM portability_export ORDER BY file_id
"""
UNFINISHED = "SELECT id, lease FROM portability_export WHERE finished_at IS NULL"
KILLS = 2
"""As many as one archive may see before it is given up."""


def test_archives_are_whole_after_their_workers_were_killed(crew: Crew) -> None:
    crew.do(NINE, "ask")
    at = NINE
    for _ in range(KILLS):
        at += LEASE_OVER
        kill_halfway(crew, at)
        # Whoever was killed still holds the lease: nobody else begins that one before it is over.
        crew.do(at + timedelta(seconds=1), "export")
        assert [bool(lease) for _, lease in crew.rows(UNFINISHED)] == [True]
    crew.do(at + LEASE_OVER, "export")
    files = crew.rows(FILES)
    assert crew.rows(EXPORTS) == [(key, 1, 1, None, "") for key, _ in files]
    assert len(files) == 3
    for key, size in files:
        content = file_of(crew, key)
        assert len(content) == size > 1_000_000
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            assert archive.read("diary.json").count(b'"answer": "done"') == 2000
    assert crew.rows(PARTS)[0][0] == sum(-(-size // (256 * 1024)) for _, size in files)


def kill_halfway(crew: Crew, at: object) -> None:
    """Kill a worker once a part of an archive more is kept."""
    (before,) = crew.rows(PARTS)
    worker = crew.work(at, "export")
    wait_until(lambda: crew.rows(PARTS) > [before])
    assert crew.kill(worker)


def file_of(crew: Crew, key: int) -> bytes:
    statement = "SELECT data FROM portability_filepart WHERE file_id = {} ORDER BY position"
    rows = crew.rows(statement.format(int(key)))
    return b"".join(data for (data,) in rows)

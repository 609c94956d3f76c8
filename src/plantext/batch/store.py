"""The store of an audit, ``audit.db``: a SQLite file that survives interruption at any moment.

An outcome is kept under a key made of the hashes of plan, summary and directives, the lexicons' digest and the program's
version: what is unchanged is not done again, and an old outcome can never be shown for a changed text.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from plantext.batch.results import RETRIED, Outcome
from plantext.errors import PlantextError
from plantext.reading.names import shown_name

SCHEMA_VERSION = 1

SCHEMA = """
-- One row a run of `plantext audit`.
CREATE TABLE IF NOT EXISTS run (
  id INTEGER PRIMARY KEY,
  started TEXT NOT NULL,           -- UTC, ISO 8601
  finished TEXT,                   -- NULL: interrupted
  version TEXT NOT NULL,           -- of plantext
  lexicon TEXT NOT NULL,           -- SHA-256 over the lexicons
  directives TEXT NOT NULL,        -- names and SHA-256, JSON
  files INTEGER, judged INTEGER, reused INTEGER, errors INTEGER
);
-- One row a file of the last run.
CREATE TABLE IF NOT EXISTS file (
  name TEXT PRIMARY KEY,           -- path below the folder or inside the zip
  sha256 TEXT,                     -- NULL: the file could not be read at all
  summary TEXT,                    -- name of the summary paired with it
  outcome TEXT REFERENCES outcome (key)
);
-- What became of a plan; shared by files with the same content.
CREATE TABLE IF NOT EXISTS outcome (
  key TEXT PRIMARY KEY,            -- SHA-256 over plan, summary, directives, lexicons and version
  status TEXT NOT NULL,            -- ok | error
  error TEXT,                      -- code of the error
  title TEXT, doc_type TEXT, organisation TEXT,
  rate REAL,                       -- coverage rate, the lowest of several directives
  fulfilled REAL,                  -- follow-up rate
  seconds REAL NOT NULL,           -- working time
  stored TEXT NOT NULL,            -- UTC, ISO 8601
  result BLOB NOT NULL             -- zlib of the outcome as JSON (contract plantext/1)
);
-- One row a plan x requirement, for questions in SQL.
CREATE TABLE IF NOT EXISTS requirement (
  outcome TEXT NOT NULL REFERENCES outcome (key),
  directive INTEGER NOT NULL,      -- number of the directive, from 1
  id TEXT NOT NULL,                -- of the requirement
  status TEXT,                     -- covered | partial | missing; NULL: not applicable
  gaps TEXT NOT NULL,              -- separated by blanks
  confidence REAL NOT NULL,
  PRIMARY KEY (outcome, directive, id)
) WITHOUT ROWID;
"""


def outcome_key(parts: Sequence[str | None]) -> str:
    """Return the key of an outcome from everything that it depends on."""
    return hashlib.sha256("\n".join(part or "-" for part in parts).encode("utf-8")).hexdigest()


class Store:
    """The audit's SQLite file, open for one run.

    Args:
        path: the file; it is made where it does not exist.

    Raises:
        PlantextError: ``cannot-write`` where it is no audit store, in use, or the disk is full.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._guarded():
            self._database = sqlite3.connect(path, timeout=2.0, isolation_level=None)
            self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            (found,) = self._database.execute("PRAGMA user_version").fetchone()
            if found not in (0, SCHEMA_VERSION):
                raise PlantextError(
                    "cannot-write", shown_name(path), f"schema {found}, this program writes {SCHEMA_VERSION}"
                )
            self._database.executescript(SCHEMA)
            self._database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """Tell a database error as one that a person understands."""
        try:
            yield
        except sqlite3.Error as error:
            raise PlantextError("cannot-write", shown_name(self.path), str(error)) from error

    def close(self) -> None:
        """Write everything into the one file and let go of it."""
        with self._guarded():
            self._database.execute("PRAGMA journal_mode = DELETE")
            self._database.close()

    def begin_run(self, version: str, lexicon: str, directives: Sequence[tuple[str, str]]) -> int:
        """Note the start of a run and return its number."""
        with self._guarded():
            cursor = self._database.execute(
                "INSERT INTO run (started, version, lexicon, directives) VALUES (?, ?, ?, ?)",
                (_now(), version, lexicon, msgspec.json.encode(directives).decode("utf-8")),
            )
        return cursor.lastrowid or 0

    def finish_run(self, run: int, files: int, judged: int, reused: int, errors: int) -> None:
        """Note the end of a run."""
        with self._guarded():
            self._database.execute(
                "UPDATE run SET finished = ?, files = ?, judged = ?, reused = ?, errors = ? WHERE id = ?",
                (_now(), files, judged, reused, errors, run),
            )

    def has(self, key: str) -> bool:
        """Tell whether an outcome is there that need not be worked out again."""
        with self._guarded():
            row = self._database.execute("SELECT error FROM outcome WHERE key = ?", (key,)).fetchone()
        return row is not None and row[0] not in RETRIED

    def save(self, key: str, outcome: Outcome, seconds: float) -> None:
        """Keep an outcome, in one step."""
        packed = zlib.compress(outcome.to_json().encode("utf-8"), 6)
        rates = [coverage.score.rate for coverage in outcome.coverages]
        rows = [
            (key, number, item.id, item.status, " ".join(item.gaps), item.confidence)
            for number, coverage in enumerate(outcome.coverages, 1)
            for item in coverage.requirements
        ]
        values = (
            key,
            outcome.status,
            outcome.failure.code if outcome.failure else None,
            outcome.title,
            outcome.doc_type,
            outcome.organisation,
            min(rates, default=None),
            outcome.followup.score.rate if outcome.followup else None,
            seconds,
            _now(),
            packed,
        )
        with self._transaction():
            self._database.execute("DELETE FROM requirement WHERE outcome = ?", (key,))
            self._database.execute(
                f"INSERT OR REPLACE INTO outcome VALUES ({', '.join('?' * len(values))})",  # noqa: S608
                values,
            )
            self._database.executemany("INSERT INTO requirement VALUES (?, ?, ?, ?, ?, ?)", rows)

    def load(self, key: str) -> Outcome:
        """Return a kept outcome."""
        with self._guarded():
            (packed,) = self._database.execute("SELECT result FROM outcome WHERE key = ?", (key,)).fetchone()
        return msgspec.json.decode(zlib.decompress(packed), type=Outcome)

    def list_files(self, rows: Sequence[tuple[str, str | None, str | None, str]]) -> None:
        """Replace the list of files: name, hash, summary's name, key of the outcome."""
        with self._transaction():
            self._database.execute("DELETE FROM file")
            self._database.executemany("INSERT INTO file VALUES (?, ?, ?, ?)", rows)

    def files(self) -> Iterator[tuple[str, str | None, str | None, str]]:
        """Yield the list of files by name."""
        with self._guarded():
            yield from self._database.execute("SELECT name, sha256, summary, outcome FROM file ORDER BY name")

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._guarded():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

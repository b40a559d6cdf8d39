"""The deep check in a process of its own: on a fresh copy, so that work goes on and no file is held.

The parent sends a request and the vault key through a pipe; the key touches no argument, environment or
disk. The child answers with lines of JSON, at least four a second, and ends when the pipe is closed: a
parent that is killed leaves no child, and the next opening takes the copy away.
"""

from __future__ import annotations

import io
import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import kyogikai_desktop
from kyogikai_desktop.errors import AppError, Cancelled, Damaged, Remark
from kyogikai_desktop.records import database
from kyogikai_desktop.services.checking import record_findings
from kyogikai_desktop.services.progress import Progress
from kyogikai_desktop.services.session import Session
from kyogikai_desktop.vault import backup, check, connect, kdf
from kyogikai_desktop.vault.faults import said_plainly
from kyogikai_desktop.vault.folder import CHECKED
from kyogikai_desktop.vault.keys import VK_SIZE, EpochKeys

STEPS = (
    "写しを取る", "ファイルを確かめる", "操作の記録を確かめる", "ケースや会議の中身を確かめる",
    "書き直す前の内容を確かめる", "さがすための写しを確かめる",
)  # fmt: skip
COPYING, FILE, RECORDS = range(3)

_LENGTH = struct.Struct(">I")
_BEAT = 0.2  # seconds between two lines of the child
_PATIENCE = 10.0
_KINDS = {"Damaged": Damaged, "Remark": Remark}


class DeepCheck:
    """One check of an open council; `run` belongs on a thread of its own, `stop` may come from any other."""

    def __init__(self, session: Session) -> None:
        self._vault = session.vault
        self._stopped, self._finished, self._lock = Event(), Event(), Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._before_close = session.before_close
        self._before_close.append(self.stop)

    def run(self, progress: Progress) -> tuple[AppError, ...]:
        """Return what is wrong, remarks last; raise Cancelled as soon as `progress` does or after `stop`.

        Raises NoSpace where the copy does not fit. Nothing is left behind either way.
        """
        try:
            self._require_wanted()
            return tuple(self._asked(progress))
        finally:
            with suppress(OSError):
                (self._vault.folder / CHECKED).unlink(missing_ok=True)
            self._before_close.remove(self.stop)
            self._finished.set()

    def stop(self) -> None:
        """End the check at once: the child is killed and the copy is gone when this returns."""
        with self._lock:
            self._stopped.set()
            if self._child:
                self._child.kill()
        self._finished.wait(_PATIENCE)

    def _copied(self, progress: Progress) -> Path:
        vault = self._vault
        if vault.read_only:
            return vault.database  # nobody writes there, and no copy can be put there
        target, total = vault.folder / CHECKED, vault.database.stat().st_size

        def wanted(done: int) -> None:
            self._require_wanted()
            progress(COPYING, min(100 * done // total, 100), 100)

        with said_plainly():
            target.unlink(missing_ok=True)
            backup.copy_pages(vault, target, wanted)
        return target

    def _asked(self, progress: Progress) -> Iterator[AppError]:
        with self._vault.steady():  # a new key in between would open no copy of before
            file = self._copied(progress)
            child = self._started()
            self._send(child, file)
        try:
            for told in _lines(child):
                self._require_wanted()
                if "finding" in told:
                    yield _KINDS[told["kind"]](told["finding"], **told["values"])
                elif "done" in told:
                    progress(told["step"], told["done"], told["total"])
            self._require_wanted()
            if child.wait(_PATIENCE) != 0:
                raise AppError("check_broken")
        finally:
            child.kill()
            child.wait()
            for stream in (child.stdin, child.stdout):
                if stream:
                    with suppress(OSError):
                        stream.close()

    def _started(self) -> subprocess.Popen[bytes]:
        own = [] if getattr(sys, "frozen", False) else ["-m", "kyogikai_desktop"]
        with self._lock:
            self._require_wanted()
            self._child = subprocess.Popen(  # noqa: S603 (this program itself)
                [sys.executable, *own, "--deep-check"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                cwd=Path(kyogikai_desktop.__file__).parents[1],
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            return self._child

    def _send(self, child: subprocess.Popen[bytes], file: Path) -> None:
        keys = self._vault.keys
        told = {"file": str(file.resolve()), "vault": self._vault.vault_id, "epoch": keys.epoch}
        request = json.dumps(told).encode()
        assert child.stdin is not None  # noqa: S101 (asked for above)
        with suppress(OSError):  # a child that ended says so by its end; Windows calls it a wrong argument
            child.stdin.write(_LENGTH.pack(len(request)) + request)
            child.stdin.write(keys.vk)

    def _require_wanted(self) -> None:
        if self._stopped.is_set():
            raise Cancelled


def serve() -> int:
    """Be the child: read the request and the key, check, answer, and end with the parent."""
    pipe = io.FileIO(0, closefd=False)
    request = json.loads(_exactly(pipe, _LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0]))
    keys = EpochKeys(_exactly(pipe, VK_SIZE), request["vault"], request["epoch"])
    Thread(target=_end_with_parent, args=(pipe, keys), daemon=True).start()
    teller = _Teller()
    Thread(target=teller.beat, daemon=True).start()
    try:
        for finding in _findings(Path(request["file"]), keys, teller.show):
            teller.tell(kind=type(finding).__name__, finding=finding.key, values=_plain(finding.values))
    finally:
        keys.wipe()
    return 0


def _findings(file: Path, keys: EpochKeys, show: Progress) -> Iterator[AppError]:
    show(FILE, 0, 0)
    try:
        with closing(connect.connect(file, keys, read_only=True)) as connection:
            damage = check.database_findings(connection, file, keys)
            yield from (Damaged(one.key, **one.values) for one in damage)
            if not damage:
                db = database.over(connection)
                yield from record_findings(db, lambda step, *far: show(RECORDS + step, *far))
    except Damaged as error:
        yield error


class _Teller:
    """Write lines to the parent: findings at once, and how far the check is a few times a second."""

    def __init__(self) -> None:
        self._out = io.FileIO(1, "w", closefd=False)
        self._lock = Lock()
        self._at = (COPYING, 0, 0)

    def show(self, step: int, done: int, total: int) -> None:
        before, self._at = self._at, (step, done, total)
        if step != before[0]:
            self.tell(step=step, done=done, total=total)

    def tell(self, **told: object) -> None:
        with self._lock:
            self._out.write(json.dumps(told).encode() + b"\n")

    def beat(self) -> None:
        rest = Event()
        with suppress(OSError):  # the parent has gone
            while not rest.wait(_BEAT):
                step, done, total = self._at
                self.tell(step=step, done=done, total=total)


def _exactly(pipe: io.FileIO, size: int) -> bytearray:
    """Read a number of bytes in place, so that no other buffer keeps them."""
    data = bytearray(size)
    view, have = memoryview(data), 0
    while have < size:
        if not (got := pipe.readinto(view[have:])):
            raise EOFError
        have += got
    return data


def _end_with_parent(pipe: io.FileIO, keys: EpochKeys) -> None:
    pipe.read(1)  # returns when the parent closes its end, by will or by death
    kdf.wipe(keys.vk)
    os._exit(1)


def _lines(child: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    assert child.stdout is not None  # noqa: S101 (asked for above)
    with io.BufferedReader(child.stdout) as lines:  # type: ignore[type-var]  # bufsize=0: raw
        for line in lines:
            with suppress(ValueError):  # a line that a kill cut off
                yield json.loads(line)


def _plain(values: dict[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}

"""Files that leave the vault: whole under their final name, or not there at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kyogikai_desktop.errors import AppError, NoSpace
from kyogikai_desktop.records.store import Store
from kyogikai_desktop.vault.folder import sync_folder


def save(path: Path, data: bytes) -> None:
    """Write a file beside its final name and rename it when it is complete.

    Raises NoSpace or AppError in words; a file that was there before stays as it was. A folder or a device
    is never replaced.
    """
    with told():
        if path.exists() and not path.is_file():
            raise AppError("not_a_file")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            with suppress(OSError):  # not every stick or share can; the file is there
                sync_folder(path.parent)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def logged(store: Store, action: str, record: str) -> Iterator[None]:
    """Log that something goes out, before it does; where it comes to no end, that is logged, too."""
    with store.writing() as tx:
        tx.note(action, record)
    try:
        yield
    except BaseException:
        with suppress(AppError):  # a full disk, say, of which is told anyway
            dropped(store, action, record)
        raise


def dropped(store: Store, action: str, record: str) -> None:
    """Log that nothing went out, of which the log says that it does."""
    with store.writing() as tx:
        tx.note(f"{action}_dropped", record)


@contextmanager
def told() -> Iterator[None]:
    """Turn what the operating system says of a file into our own errors."""
    try:
        yield
    except FileNotFoundError as error:
        raise AppError("folder_missing") from error
    except PermissionError as error:
        raise AppError("file_not_allowed") from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            raise NoSpace("disk_full") from error
        raise AppError("file_not_written") from error

"""Say in the program's own errors what went wrong underneath: a full disk, a damaged page, a busy file."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlcipher

from kyogikai_desktop.errors import AppError, Damaged, InUse, NoSpace, Refused

# Primary result codes, https://www.sqlite.org/rescode.html
_PLAIN_WORDS: dict[int, tuple[type[AppError], str]] = {
    5: (InUse, "database_busy"),  # SQLITE_BUSY
    6: (InUse, "database_busy"),  # SQLITE_LOCKED
    7: (AppError, "no_memory_left"),  # SQLITE_NOMEM
    8: (Refused, "file_read_only"),  # SQLITE_READONLY: also where the file has another name now
    10: (AppError, "disk_error"),  # SQLITE_IOERR
    11: (Damaged, "database_damaged"),  # SQLITE_CORRUPT
    13: (NoSpace, "disk_full"),  # SQLITE_FULL
    14: (Refused, "no_rights"),  # SQLITE_CANTOPEN
    26: (Damaged, "database_damaged"),  # SQLITE_NOTADB
}

# EFBIG: a quota or a limit of the file system, for the user the same as a full disk
_FULL_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn errors of the disk and of SQLCipher into AppErrors; programming errors pass as they are."""
    try:
        yield
    except sqlcipher.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code not in _PLAIN_WORDS:
            raise
        kind, key = _PLAIN_WORDS[code]
        raise kind(key) from error
    except OSError as error:
        raise _of_errno(error.errno) from error


def is_read_only(error: OSError) -> bool:
    """Tell whether a file could not be written because of rights or media."""
    return error.errno in _READ_ONLY


def _of_errno(number: int | None) -> AppError:
    if number in _FULL_DISK:
        return NoSpace("disk_full")
    if number in _READ_ONLY:
        return Refused("no_rights")
    if number == errno.ENOTDIR:
        return Refused("no_folder_there")
    if number == errno.ENAMETOOLONG:
        return Refused("path_too_long")
    if number == errno.EEXIST:
        return Refused("folder_not_empty")
    return AppError("disk_error")

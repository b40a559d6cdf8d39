"""Errors that reach a user: a message key and its values, turned into words only by gui and commands."""

from __future__ import annotations


class AppError(Exception):
    """Say what happened by a message key of `words` and the values it needs.

    Values never hold personal data: errors may reach a log.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class InvalidInput(AppError):
    """Refuse a value of one field; `field` names the attribute, so that a form can show it there."""

    def __init__(self, key: str, field: str = "", **values: object) -> None:
        super().__init__(key, **values)
        self.field = field


class Conflict(AppError):
    """Refuse a stale save; carries the record as it is stored now."""

    def __init__(self, stored: object) -> None:
        super().__init__("conflict")
        self.stored = stored


class Refused(AppError):
    """Refuse an act that a rule of the council or of the program forbids."""


class WrongPassword(AppError):
    """Refuse a password that opens no slot."""

    def __init__(self) -> None:
        super().__init__("wrong_password")


class Damaged(AppError):
    """Report a file that is not what it was when it was written; nothing has been changed."""


class Remark(AppError):
    """Say something of a vault that is worth knowing and is no damage."""


class InUse(AppError):
    """Report a vault that another process holds."""


class TooNew(AppError):
    """Refuse a file that a newer version of the program wrote."""


class NoSpace(AppError):
    """Report a save that did not fit on the disk; the stored data are as before."""


class Cancelled(AppError):
    """Stop a long task because the person asked to; nothing has changed."""

    def __init__(self) -> None:
        super().__init__("cancelled")

"""The note in a practice council's folder: that all data are fictional, and the password."""

from __future__ import annotations

from pathlib import Path

NAME = "練習用.txt"
PASSWORD = "renshu-you-2026"  # noqa: S105 (protects nothing: practice data are fictional and say so)
_TEXT = """練習用の協議会です。中のデータは、すべて架空のものです。
実在の人のことを入力しないでください。

パスワード：{password}
"""


def write(folder: Path, password: str) -> None:
    """Leave the note in a practice council's folder."""
    (folder / NAME).write_text(_TEXT.format(password=password), encoding="utf-8")


def password(folder: Path) -> str:
    """Return the password that a note gives, or an empty text where there is no note."""
    note = folder / NAME
    if not note.is_file():
        return ""
    _, mark, given = note.read_text(encoding="utf-8", errors="replace").rpartition("パスワード：")
    return given.strip() if mark else ""

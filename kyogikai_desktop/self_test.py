"""--self-test: open a vault in a temporary folder, load every form, render one PDF."""

from __future__ import annotations

import importlib
import os
import pkgutil
import tempfile
from pathlib import Path

from kyogikai_desktop.commands.console import DONE, standard


def run() -> int:
    """Return 0 when the installed program has all its parts; what is missing shows as an exception."""
    console = standard()
    with tempfile.TemporaryDirectory() as folder:
        pages = _render_minutes(Path(folder) / "council")
    console.say("協議会のフォルダーをつくり、開きました。")
    console.say(f"会議録 {pages} ページ、画面の部品 {_load_forms()} 個を確かめました。")
    return DONE


def _render_minutes(folder: Path) -> int:
    from kyogikai_desktop.services import practice
    from kyogikai_desktop.services.meetings import Meetings
    from kyogikai_desktop.services.minutes import MinutesWork

    with practice.create(folder, cases=3, seed=1) as session:
        return MinutesWork(session).preview(Meetings(session).latest().id).pages


def _load_forms() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QWidget

    from kyogikai_desktop.gui import forms
    from kyogikai_desktop.gui.application import make_application

    app = make_application(["self-test"])
    names = [module.name for module in pkgutil.iter_modules(forms.__path__)]
    for name in names:
        form = importlib.import_module(f"{forms.__name__}.{name}")
        for made in (getattr(form, found) for found in dir(form) if found.startswith("Ui_")):
            made().setupUi(QWidget())
    app.processEvents()
    return len(names)

"""The real relaunch: the locked process is a new one that holds nothing of the council, and no file does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from this_pc import STATE

ROOT = Path(__file__).parents[3]
MARKERS = (
    "山﨑　みつ",
    "やまさき　みつ",
    "060-3811-8133",
    "玄関先で会えた。",
    "まだ書きかけの記録",
    "夏草や　兵どもが夢の跡",
)

LOCKING = """
import sys
from datetime import date
from pathlib import Path
from kyogikai_desktop.domain.cases import Case, ContactWay, Person, ProgressNote
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.gui import application
from kyogikai_desktop.gui.shell import Shell
from kyogikai_desktop.gui.requests import OpenRequest
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.session import Founder, create
from kyogikai_desktop.vault.kdf import FLOOR
from kyogikai_desktop.desk import Desk
from datetime import datetime
from PySide6.QtCore import QTimer

folder, password = Path(sys.argv[1]), "夏草や　兵どもが夢の跡"
council = Council("北の杜市 協議会", ("202070",), 50000)
with create(folder, council, Founder("hayashi", "林", password), kdf=FLOOR) as session:
    work = Casework(session)
    person = Person("山﨑　みつ", kana="やまさき　みつ", phone="060-3811-8133")
    case = work.receive(Case(session.today(), person=person))
    work.add_note(ProgressNote(case.id, datetime.now(), ContactWay.VISIT, "林", "玄関先で会えた。"))

def shell():
    return next(one for one in application.QApplication.topLevelWidgets() if isinstance(one, Shell))

def type_and_lock():
    if shell().main is None or not shell().main.page().isVisible():
        return QTimer.singleShot(100, type_and_lock)
    shell().main.open_page("case", case.id)
    def go():
        shell().main.page()._overview.entry.fields.text.setPlainText("まだ書きかけの記録")
        print(len(application.QApplication.topLevelWidgets()[0].windowTitle()), flush=True)
        shell().lock()
    QTimer.singleShot(700, go)

def compose(tasks):
    def begin(_none):
        shell().open(OpenRequest(folder, "hayashi", password))
        type_and_lock()
    tasks.write(lambda: None, begin)
    return Desk(tasks)

sys.exit(application.run(["program"], compose))
"""


def spellings(marker):
    return [marker.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]


def memory(pid):
    spans = re.findall(r"^([0-9a-f]+)-([0-9a-f]+) rw", Path(f"/proc/{pid}/maps").read_text(), re.MULTILINE)
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as file:
        for start, end in spans:
            with suppress(OSError, ValueError):
                file.seek(int(start, 16))
                yield file.read(int(end, 16) - int(start, 16))


def relaunched(home):
    """Return the ids of programs that run on this test's own state folder."""
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"{STATE}={home}".encode() in (place / "environ").read_bytes():
                yield int(place.name)


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="reads the memory of a closed process"
)
def test_the_locked_process_never_held_the_councils_data(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    environment = {
        **os.environ,
        STATE: str(home),
        "TMPDIR": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", LOCKING, str(home / "council")]
    # The next process inherits both: a pipe would stay open.
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    done = subprocess.run(command, cwd=ROOT, env=environment, timeout=60, check=False, **quiet)
    assert done.returncode == 0
    time.sleep(2)
    (pid,) = relaunched(home)
    try:
        assert b"kyogikai_desktop" in Path(f"/proc/{pid}/cmdline").read_bytes()
        spans = list(memory(pid))
        assert sum(map(len, spans)) > 10_000_000
        assert any(
            "協議会デスクトップ".encode("utf-16-le") in span or "協議会デスクトップ".encode() in span
            for span in spans
        )
        found = [
            marker for marker in MARKERS for word in spellings(marker) if any(word in span for span in spans)
        ]
        assert not found
        assert (Path(f"/proc/{pid}/limits").read_text().split("Max core file size")[1].split()[0]) == "0"
    finally:
        os.kill(pid, 9)
    for file in (one for one in home.rglob("*") if one.is_file()):
        data = file.read_bytes()
        assert not [marker for marker in MARKERS for word in spellings(marker) if word in data], file

"""From the start of the process to the first paint of the start page, against PySide6 windows without it."""

import os
import select
import subprocess
import sys
from datetime import datetime, timedelta, timezone

import pytest
from ratios import ratio
from this_pc import STATE

from kyogikai_desktop.gui.start import recent

pytestmark = pytest.mark.long

# All end in the same way: in the first turn of the event loop after the first paint of the window.
BARE = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, lambda: os._exit(0))

app = QApplication([])
window = Window()
window.resize(1366, 768)
{widgets}
window.show()
app.exec()
"""

THREE_WIDGETS = """
box = QVBoxLayout(window)
for widget in (QLabel("パスワード"), QLineEdit(), QPushButton("開く")):
    box.addWidget(widget)
"""

OURS = """
import os
from kyogikai_desktop import app

app.gc.disable()
from PySide6.QtCore import QTimer
from kyogikai_desktop.gui import application

class Shell(application.Shell):
    def paintEvent(self, event):
        QTimer.singleShot(0, self.end)
        super().paintEvent(event)

    def end(self):
        asked = "unlock" in vars(self.start) and self.start.unlock.ui.password.isVisible()
        os._exit(asked != {known})

application.Shell = Shell
app.main([])
"""


@pytest.fixture(scope="module", params=["offscreen", "xcb"])
def platform(request):
    """Return the environment of a screen that draws nothing, and of a real window system."""
    if request.param == "offscreen":
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    told, tell = os.pipe()
    command = ["Xvfb", "-displayfd", str(tell), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(tell,), stderr=subprocess.DEVNULL) as server:
        select.select([told], [], [], 30)
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{os.read(told, 16).decode().strip()}"}
        server.terminate()


@pytest.mark.parametrize("known", [True, False], ids=["unlock", "first-start"])
@pytest.mark.parametrize("widgets", ["", THREE_WIDGETS], ids=["empty", "three-widgets"])
def test_start(tmp_path, request, platform, known, widgets):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= platform | {
        STATE: str(tmp_path),
        "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled"),
    }
    if known:
        now = datetime(2026, 11, 24, tzinfo=timezone(timedelta(hours=9)))
        recent.remember(tmp_path / "kyogikai-desktop", "/offices/council", "北の杜市", now, practice=False)

    def start(source):
        subprocess.run([sys.executable, "-c", source], env=environment, check=True, capture_output=True)

    ratio(
        f"start, {request.node.callspec.id}",
        lambda: start(OURS.format(known=known)),
        lambda: start(BARE.format(widgets=widgets)),
        rounds=21,
    )

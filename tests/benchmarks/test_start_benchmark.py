"""From the start of the process to the painted start page, against PySide6 windows that do nothing."""

import os
import subprocess
import sys

import pytest
from ratios import ratio

pytestmark = pytest.mark.long

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
from kyogikai_desktop.gui import application
from kyogikai_desktop.gui.shell import Shell
from kyogikai_desktop.gui.tasks import Tasks

app = application.make_application(["program"])
shell = Shell(Tasks(), application.now)
shell.painted.connect(lambda: os._exit(0))
shell.show()
app.exec()
"""


@pytest.mark.parametrize(
    ("name", "widgets"), [("an empty window", ""), ("three plain widgets", THREE_WIDGETS)]
)
def test_start_to_the_unlock_page(tmp_path, name, widgets):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_STATE_HOME": str(tmp_path),
        "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled"),
    }

    def start(source):
        subprocess.run([sys.executable, "-c", source], env=environment, check=True, capture_output=True)

    ratio(
        f"start to unlock page, against {name}",
        lambda: start(OURS),
        lambda: start(BARE.format(widgets=widgets)),
    )

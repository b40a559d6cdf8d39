"""The variable of the environment under which the program keeps what it notes about a PC."""

from __future__ import annotations

import sys

STATE = "LOCALAPPDATA" if sys.platform == "win32" else "XDG_STATE_HOME"

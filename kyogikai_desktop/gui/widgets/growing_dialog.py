"""A dialog that follows what it holds: errors and results need more room than the questions did."""

from __future__ import annotations

from PySide6.QtCore import QEvent

from kyogikai_desktop.gui.widgets.dialog import Dialog


class GrowingDialog(Dialog):
    """Take the height that the content asks for whenever it changes."""

    def event(self, event: QEvent) -> bool:
        """Fit once the layout knows its new height."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.take_height()
        return done

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
            self._stay_inside()
        return done

    def _stay_inside(self) -> None:
        """Move up where the dialog has grown over the lower edge of its window."""
        if self._stands_at is None:
            return
        window = self._behind
        top, height = window.mapToGlobal(window.rect().topLeft()).y(), window.height()
        # Not from where it stands: the desktop may tell late of where it stood before it was shown.
        self.move(self._stands_at.x(), max(top, min(self._stands_at.y(), top + height - self.height())))

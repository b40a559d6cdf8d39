"""The roles as check boxes, each with what its holder does."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QWidget

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.gui.accounts.account_words import ROLE_WORK
from kyogikai_desktop.gui.widgets.text import column, label, row


class RolesField(QWidget):
    """Choose roles; the first box takes the keyboard."""

    def __init__(self, chosen: Iterable[Role] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        held = set(chosen)
        self.boxes = {role: QCheckBox(role.label) for role in Role}
        for role, box in self.boxes.items():
            box.setChecked(role in held)
            box.setAccessibleDescription(ROLE_WORK[role])
            box.setMinimumWidth(140)
        lines = (row(box, label(ROLE_WORK[role], "caption"), None) for role, box in self.boxes.items())
        self.setLayout(column(*lines, spacing=4))
        self.setFocusProxy(self.boxes[Role.COORDINATOR])

    def roles(self) -> tuple[Role, ...]:
        """Return the roles that are marked."""
        return tuple(role for role, box in self.boxes.items() if box.isChecked())

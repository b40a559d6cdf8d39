"""The cases of the list that are marked for an agenda, and the button that puts them on one."""

from __future__ import annotations

from collections.abc import Callable

from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.domain.listing import CaseRow
from kyogikai_desktop.gui.widgets.buttons import button


class CaseMarks:
    """Hold the marked cases in the order of marking; `changed` is called after each change."""

    def __init__(self, *, allowed: bool, plan: Callable[[], object], changed: Callable[[], object]) -> None:
        self.cases: dict[CaseId, None] = {}
        self._allowed = allowed
        self._changed = changed
        self.button = button("議題に入れる", key="Ctrl+M", icon="meeting", does=plan)
        self.button.setShortcut("")  # the command of the page has the key

    def __bool__(self) -> bool:
        return bool(self.cases)

    def turn(self, row: object) -> None:
        """Mark a case, or take its mark away."""
        if not isinstance(row, CaseRow):
            return
        if row.id in self.cases:
            del self.cases[row.id]
        else:
            self.cases[row.id] = None
        self._show()

    def clear(self) -> None:
        """Take all marks away."""
        self.cases.clear()
        self._show()

    def taken(self, row: CaseRow | None) -> tuple[CaseId, ...]:
        """Return the marked cases and take their marks away; without any, the case under the cursor."""
        cases = tuple(self.cases) or ((row.id,) if row else ())
        self.clear()
        return cases

    def _show(self) -> None:
        self.button.setVisible(bool(self.cases) and self._allowed)
        self.button.set_value(f"{len(self.cases)} 件")
        self._changed()

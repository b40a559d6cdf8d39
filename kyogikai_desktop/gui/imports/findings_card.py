"""What stands out in the chosen row, in whole sentences."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.imports.row_cells import badge
from kyogikai_desktop.gui.widgets.badge import BadgeLabel
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.text import clear, column, label, row
from kyogikai_desktop.interchange.ledger_rows import Outcome
from kyogikai_desktop.services.imports import JudgedRow
from kyogikai_desktop.words import say


class FindingsCard(QFrame):
    """A card below the list; many findings scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName("選んだ行のこと")
        self.setFixedHeight(theme.px(92))
        self._badge = BadgeLabel()
        self._title = label("", "strong")
        self.sentences = QVBoxLayout()
        self.sentences.setSpacing(2)
        scroll = Scrolled(column(self.sentences, None, spacing=0))
        whole = column(row(self._badge, self._title, None), scroll, spacing=4)
        whole.setContentsMargins(14, 9, 10, 9)
        self.setLayout(whole)

    def words(self) -> str:
        """Return all sentences shown."""
        texts = (self.sentences.itemAt(place) for place in range(self.sentences.count()))
        return "".join(item.widget().text() for item in texts if item)  # type: ignore[union-attr]

    def show_row(self, judged: JudgedRow | None, *, stored: bool = False) -> None:
        """Show a row, or nothing."""
        clear(self.sentences)
        self._badge.show_badge(badge(judged, stored=stored) if judged else None)
        if judged is None:
            self._title.setText("")
            return
        case = judged.case
        who = f"　{case.person.shown_name}　{case.number}".rstrip() if case else ""
        self._title.setText(f"{judged.row} 行目{who}")
        told = [say(finding.error) for finding in judged.findings]
        if judged.outcome is Outcome.IMPORTED:
            told = ["取り込みました。" if stored else "このまま取り込めます。"]
        for sentence in told:
            self.sentences.addWidget(label(sentence, wrap=True))

"""世帯・連絡先: masked; seeing them is logged, and for protected people only with a reason."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.domain import codes
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.cases.case_cards import CaseCard
from kyogikai_desktop.gui.cases.case_file import CaseFile
from kyogikai_desktop.gui.cases.case_words import joined
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.dialog import Dialog
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.masked_field import MaskedField
from kyogikai_desktop.gui.widgets.text import label, row
from kyogikai_desktop.services.casework import Whereabouts

_HIDDEN = "●●●●●●"
_KNOWN_START, _KNOWN_END = 3, 2


class ContactCard(CaseCard):
    """Phone and address; `reveal_wanted` asks the page to log and to answer with `reveal`."""

    reveal_wanted = Signal()

    def __init__(self, today: date) -> None:
        super().__init__("世帯・連絡先", today, section="person")
        self._phone: MaskedField | None = None
        self._address: MaskedField | None = None

    def fill(self, file: CaseFile, *, writable: bool) -> None:  # noqa: ARG002
        """Show household, phone and address, the latter two behind masks."""
        case, person = file.case, file.case.person
        hidden = person.whereabouts_protected
        self._add(
            "世帯", label(codes.table("households").label(case.household) or "聞いていません", wrap=True)
        )
        self._phone = self._masked("電話", _HIDDEN if hidden else masked(person.phone))
        self._address = self._masked("住所", _HIDDEN if hidden else "●" * min(len(person.address), 6))
        if hidden:
            self.body.addWidget(label("所在を守っています。見るときは理由を書きます。", "caption", wrap=True))

    def reveal(self, found: Whereabouts) -> None:
        """Show what was asked for, for 20 seconds."""
        if self._phone:
            self._phone.reveal(found.phone or "聞いていません")
        if self._address:
            self._address.reveal(joined(found.postal_code, found.address) or "聞いていません")

    def _masked(self, name: str, mask: str) -> MaskedField | None:
        if not mask:
            self._add(name, label("聞いていません", "second"))
            return None
        field = MaskedField(name, mask)
        field.reveal_requested.connect(self.reveal_wanted)
        self._add(name, field)
        return field

    def _add(self, name: str, value: QWidget) -> None:
        title = label(name, "caption")
        title.setFixedWidth(theme.px(40))
        line = row(title, value)
        line.setStretch(1, 1)
        self.body.addLayout(line)


def masked(phone: str) -> str:
    """Return 060-●●●●-8133: enough to tell one number from another, too little to call."""
    parts = phone.split("-")
    if len(parts) > 2:  # noqa: PLR2004 (area, exchange, number)
        return "-".join([parts[0], *("●" * len(part) for part in parts[1:-1]), parts[-1]])
    hidden = len(phone) - _KNOWN_START - _KNOWN_END
    return f"{phone[:_KNOWN_START]}{'●' * hidden}{phone[-_KNOWN_END:]}" if hidden > 0 else "●" * len(phone)


class ReasonDialog(Dialog):
    """Ask why protected whereabouts are needed; `given` carries the reason."""

    given = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "所在を守っている人の住所と電話です", 560)
        self._reason = LineEdit()
        self._field = FieldRow(
            "見る理由", self._reason, required=True, hint="例：12月1日の訪問の行き先を確かめる"
        )
        words = (
            "だれが、いつ、なぜ見たかが「変更の履歴」に残ります。"
            "ほかの人に画面が見えないことを確かめてください。"
        )
        self.body.addWidget(label(words, "second", wrap=True))
        self.body.addWidget(self._field)
        stop = button("やめる", key="Esc", does=self.reject)
        show = button("理由を残して見る", "primary", key="Ctrl+S", does=self._give)
        self.body.addLayout(row(None, stop, show))
        self._reason.returnPressed.connect(self._give)
        self._reason.setFocus()

    def _give(self) -> None:
        if self._reason.composing:
            return
        if not self._reason.text().strip():
            self._field.show_error("理由が入っていません。なぜ見るのかを書いてください。")
            self._reason.setFocus()
            return
        self.given.emit(self._reason.text())
        self.accept()

"""Recovery sheets on their way to paper, one per holder; and two of them typed again as proof."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from kyogikai_desktop.documents.page import RenderedPdf
from kyogikai_desktop.errors import AppError, InvalidInput
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.accounts.asking_dialog import AskingDialog, Then
from kyogikai_desktop.gui.papers.pdf_view import PdfView
from kyogikai_desktop.gui.tasks import Failed, Tasks
from kyogikai_desktop.gui.widgets.badge import BadgeLabel
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.dialog import Dialog
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.message_bar import MessageBar
from kyogikai_desktop.gui.widgets.state_lines import good, pending
from kyogikai_desktop.gui.widgets.text import column, label, row
from kyogikai_desktop.services import output
from kyogikai_desktop.words import say

_PREVIEW = (456, 470)
_WORDS = (
    "1枚ずつ、預かる人が自分の分だけを受け取ります。3枚とも紙になったら「使い始める」を押してください。"
    "前につくったシートがあれば、それまではそのまま使えます。"
)
_FILE_WORDS = "PDF で保存したときは、印刷したあとで、そのファイルを消してください。"
_TYPE = (
    "それぞれの紙で、相手のシートの文字（A・B・C）が書いてあるほうを入力します。"
    "空白や - はなくてもかまいません。"
)

Keep = Callable[[Then, Failed], object]
Prove = Callable[[str, str, Then, Failed], object]


class SheetsDialog(Dialog):
    """Show each sheet, print or save it alone; `keep` lets them count once all three went out."""

    def __init__(self, window: QWidget, tasks: Tasks, sheets: Sequence[RenderedPdf], keep: Keep) -> None:
        super().__init__(window, "復旧シートを紙にする", 960)
        self._tasks, self._sheets, self._keep = tasks, sheets, keep
        self._out = set[int]()
        self._told = MessageBar(self)
        self._view = PdfView(tasks, "復旧シートの紙面")
        self._view.setMinimumSize(*(theme.px(side) for side in _PREVIEW))
        self._view.printed.connect(lambda pdf: self._went_out(sheets.index(pdf)))
        self._view.refused.connect(self._refuse)
        self._marks = [BadgeLabel() for _ in sheets]
        self._go = button("使い始める", "primary", key="Ctrl+Enter", does=self._on_go)
        self._lay_out()
        self._show_sheet(0)
        self._tell()

    def _lay_out(self) -> None:
        lines = column(label(_WORDS, "second", wrap=True), spacing=10)
        for number, letter in enumerate("ABC"):
            see = button(f"シート {letter}", key=f"Alt+{number + 1}", does=partial(self._show_sheet, number))
            out = button("印刷", icon="print", does=partial(self._print, number))
            out.setAccessibleName(f"シート {letter} を印刷")
            save = button("PDFで保存", icon="save", does=partial(self._save, number))
            save.setAccessibleName(f"シート {letter} を PDF で保存")
            lines.addLayout(row(see, self._marks[number], None))
            lines.addLayout(row(out, save, None))
        lines.addWidget(label(_FILE_WORDS, "caption", wrap=True))
        lines.addStretch(1)
        middle = row(self._view, lines, spacing=18)
        middle.setStretch(1, 1)
        self.body.addWidget(self._told)
        self.body.addLayout(middle)
        self.body.addLayout(row(None, button("やめておく", key="Esc", does=self.reject), self._go))

    def _show_sheet(self, number: int) -> None:
        self._view.show_pdf(self._sheets[number])

    def _print(self, number: int) -> None:
        self._show_sheet(number)
        pdf = self._sheets[number]
        self._view.choose_printer(
            f"シート {'ABC'[number]} を印刷", lambda printer: self._view.print_pdf(printer, pdf)
        )

    def _save(self, number: int) -> None:
        self._show_sheet(number)
        if path := self._view.choose_file("シートを PDF で保存", f"復旧シート_{'ABC'[number]}.pdf"):
            data = self._sheets[number].data
            then = partial(self._went_out, number)
            self._tasks.write(lambda: output.save(path, data), then, self._refuse)

    def _went_out(self, number: int, _none: None = None) -> None:
        self._told.hide()
        self._out.add(number)
        self._tell()

    def _tell(self) -> None:
        for number, mark in enumerate(self._marks):
            mark.show_badge(good("紙にしました") if number in self._out else pending("まだです"))
        self._go.setEnabled(len(self._out) == len(self._sheets))

    def _on_go(self) -> None:
        self._go.setEnabled(False)
        self._keep(self._on_kept, self._refuse)

    def _on_kept(self, _none: None) -> None:
        self.accept()

    def _refuse(self, error: AppError) -> None:
        self._told.show_message("over", say(error), closable=False)
        self._tell()


class ProveDialog(AskingDialog):
    """Type the strings of two sheets; a wrong group is named beside its field."""

    def __init__(self, window: QWidget, prove: Prove) -> None:
        super().__init__(window, "復旧シートを紙で確かめる", _TYPE, "確かめる", "確かめています", 680)
        self._prove = prove
        self.lay_out_rows(sheet_rows())

    def check(self) -> None:
        """Require both."""
        for name in self.rows:
            if not self._text(name):
                raise InvalidInput("required", name)

    def begin(self) -> None:
        """Prove them."""
        self._prove(self._text("first"), self._text("second"), self._on_proven, self.show_refusal)

    def _on_proven(self, _none: None) -> None:
        self.accept()

    def _text(self, name: str) -> str:
        editor = self.rows[name].editor
        return editor.text().strip() if isinstance(editor, LineEdit) else ""


def sheet_rows() -> dict[str, FieldRow]:
    """Return the fields for the strings of two sheets."""
    hint = "どちらも、5文字のまとまりが8個。0 と 1 は数字です。英字の O・I・L は使っていません"
    return {
        "first": FieldRow("1枚目のシートの文字", LineEdit(), required=True),
        "second": FieldRow("2枚目のシートの文字", LineEdit(), required=True, hint=hint),
    }

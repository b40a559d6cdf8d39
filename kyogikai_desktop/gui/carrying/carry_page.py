"""The page 持ち出し, on the office's PC and on the laptop: what this copy is, and what to do with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QScrollArea, QVBoxLayout, QWidget

from kyogikai_desktop.documents.page import RenderedPdf
from kyogikai_desktop.documents.preview import render_page
from kyogikai_desktop.domain.carrying import Carry, CarryState
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.approval_dialog import Question, ask_second
from kyogikai_desktop.gui.backups.bring_back_dialog import BringBackDialog
from kyogikai_desktop.gui.carrying.carry_words import facts
from kyogikai_desktop.gui.carrying.take_out_dialog import TakeOutDialog
from kyogikai_desktop.gui.minutes.printing import DPI, PrintJob, as_image, make_printer
from kyogikai_desktop.gui.page import MARGIN, Command, Page
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import KeyButton, button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.text import clear, column, label, row
from kyogikai_desktop.services import carry_entry
from kyogikai_desktop.services.approval import Approver
from kyogikai_desktop.services.carrying import Carried, Carrying
from kyogikai_desktop.services.restores import Restores
from kyogikai_desktop.services.session import Session

_POINTS = 72
_WIDTH = 860
_LABEL = 130
_BREAK = Question(
    "持ち出しを打ち切る",
    "打ち切ると、ここにまた書けます。持ち出したものは、あとから届いても取り込めません。"
    "なくしたときや、戻らないときに、2人で決めます。",
    "打ち切る",
)
_MOVE = Question(
    "このパソコンに引きつぐ",
    "事務所のパソコンが使えなくなったときに、持ち出したこの協議会を、ただ1つのものにします。"
    "前の事務所の協議会は、もう使えません。2人で決めます。",
    "引きつぐ",
)
_MEANS = {
    None: "会議室のパソコンで使うときは、協議会の全部を1つの暗号化したファイルにして運びます。"
    "書き込めるのは、いつも1か所だけです。",
    CarryState.LEFT: "ここは読むだけです。持ち帰ったファイルを取り込むと、続きを書けます。",
    CarryState.HERE: "これは持ち出した協議会です。ここに書き込めます。"
    "終わったら、持ち帰りのファイルを作ります。",
    CarryState.BACK: "持ち帰りのファイルを作りました。事務所で取り込んだら、"
    "このフォルダーと媒体の中のファイルを消してください。",
}


class CarryPage(Page):
    """One card for the carry that is under way, one for the register."""

    key_hints = (
        KeyHint("Ctrl+Enter", "次にすること"),
        KeyHint("Ctrl+P", "記載票を印刷"),
        KeyHint("F1", "ヘルプ"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__("持ち出し", tasks)
        self._session = session
        self._work = Carrying(session)
        self._carry: Carry | None = None
        self._means = label("", wrap=True)
        self._facts = QVBoxLayout()
        self._acts = row(spacing=10)
        self._register = QVBoxLayout()
        self._lay_out()

    def activate(self, record: object = None) -> None:
        """Read what this copy is."""
        del record
        self.read(self._work.register, self._show, topic="carry")

    def commands(self) -> Sequence[Command]:
        """Return what the register's entry is good for."""
        if self._carry is None or not self._carry.file_name:
            return ()
        return (
            Command("記載票を印刷", self._print, "ファイル", shown_key="Ctrl+P", icon="print"),
            Command("記載票を PDF で保存", self._save, "ファイル", icon="save"),
        )

    def print_to(self, printer: QPrinter) -> None:
        """Print the entry, page after page."""
        if (carry := self._carry) is not None:
            self.read(lambda: self._rendered(carry), partial(self._print_pages, printer))

    def _lay_out(self) -> None:
        now = Card("いまの様子")
        now.body.addWidget(self._means)
        now.body.addLayout(self._facts)
        now.body.addLayout(self._acts)
        register = Card("持出簿", "新しい順")
        register.body.addLayout(self._register)
        cards = QWidget()
        cards.setMaximumWidth(_WIDTH)
        cards.setLayout(column(now, register, None, spacing=14))
        middle = row(cards, None)
        middle.setStretch(0, 100)
        middle.setContentsMargins(MARGIN, 14, MARGIN, 20)
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        inside.setLayout(middle)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self.body.addWidget(scroll)

    def _show(self, register: tuple[Carry, ...]) -> None:
        self._carry = register[0] if register else None
        state = self._carry.state if self._carry and not self._carry.state.is_over else None
        self._means.setText(_MEANS[state])
        for layout in (self._facts, self._acts, self._register):
            clear(layout)
        if self._carry and state:
            for name, text in facts(self._carry, self._session):
                head = label(name, "field")
                head.setFixedWidth(_LABEL)
                line = row(head, label(text, wrap=True), spacing=10)
                line.setStretch(1, 1)
                self._facts.addLayout(line)
        made = self._buttons(state)
        for one in made:
            self._acts.addWidget(one)
        self._acts.addStretch(1)
        for carry in register:
            words = f"第 {carry.id} 号　{carry.state.label}　{carry.destination}　{carry.file_name}"
            self._register.addWidget(label(words, wrap=True))
        if not register:
            self._register.addWidget(label("持ち出しは、まだありません。", "caption"))
        if made:
            made[0].setFocus()

    def _buttons(self, state: CarryState | None) -> list[KeyButton]:
        def main(words: str, does: Callable[[], object]) -> KeyButton:
            return button(words, "primary", key="Ctrl+Enter", does=does)

        entry = button("記載票を印刷", key="Ctrl+P", icon="print", does=self._print)
        again = button("ファイルをもう一度つくる", does=self._again)
        move = button("このパソコンに引きつぐ", does=partial(self._ask, _MOVE, self._work.stay))
        if state is CarryState.LEFT:
            off = button("打ち切る", does=partial(self._ask, _BREAK, self._work.break_off))
            return [main("閉じて、持ち帰りを取り込む", self._go_and_take_in), entry, again, off]
        if state is CarryState.HERE:
            return [main("持ち帰る", self._bring_back), move]
        if state is CarryState.BACK:
            return [again, button("持ち帰りを取り消す", does=self._carry_on), move]
        late = button("届いたファイルから1件だけ移す", "text", does=self._bring_one)
        late.setVisible(self._carry is not None)
        return [main("持ち出す", self._take_out), late]

    def _take_out(self) -> None:
        if self._session.read_only:
            return
        dialog = TakeOutDialog(self, self._session.today(), self._leave_with)
        self.council_left.connect(dialog.accept)
        dialog.open()

    def _leave_with(self, plan: Carry, folder: Path, failed: Callable[[AppError], object]) -> None:
        self._end(lambda: self._work.take_out(plan, folder), _taken_words, failed)

    def _bring_back(self) -> None:
        if folder := QFileDialog.getExistingDirectory(self, "持ち帰りのファイルを置く場所"):
            self._end(lambda: self._work.bring_back(Path(folder)), _back_words)

    def _again(self) -> None:
        if folder := QFileDialog.getExistingDirectory(self, "ファイルを置く場所"):
            self.write(lambda: self._work.write_again(Path(folder)), self._on_written_again)

    def _on_written_again(self, done: Carried) -> None:
        self.message("ok", f"{done.file.name} を、もう一度つくりました。")
        self.activate()

    def _carry_on(self) -> None:
        words = "持ち帰りを取り消しました。続きを書けます。前につくったファイルは、取り込まないでください。"
        self._end(self._work.carry_on, lambda _carry: words)

    def _go_and_take_in(self) -> None:
        words = "左の「持ち出し・持ち帰りのファイル」で、持ち帰ったファイルを選ぶと、ここに取り込みます。"
        self._end(lambda: None, lambda _none: words)

    def _ask(self, question: Question, act: Callable[[Approver | None], Carry]) -> None:
        def end(approver: Approver | None, then: Callable[[Carry], object], failed: object) -> None:
            self.write(lambda: act(approver), then, failed)  # type: ignore[arg-type]

        ask_second(self, self._session, question, end, self._on_ended)

    def _on_ended(self, carry: Carry) -> None:
        words = "このパソコンに引きつぎました。開くと、ふつうに使えます。"
        if carry.state is CarryState.BROKEN:
            words = "\n".join(
                ("持ち出しを打ち切りました。開くと、また書けます。", *carry_entry.report(carry))
            )
        self._end(lambda: None, lambda _none: words)

    def _end(
        self,
        act: Callable[[], object],
        words: Callable[[object], str],
        failed: Callable[[AppError], object] | None = None,
    ) -> None:
        """Do something and close the council: opened again, every page knows what may be written."""

        def work() -> object:
            done = act()
            self._session.close()
            return done

        self.leaving.emit()
        self.write(work, lambda done: self.council_left.emit(words(done)), failed)

    def _bring_one(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "届いたファイルを選ぶ", "", "(*.carry)")
        if chosen:
            restores, file = Restores(self._session), Path(chosen)
            dialog = BringBackDialog(
                self,
                file.name,
                lambda number, password, then, failed: self.write(
                    lambda: restores.bring_back_case(file, password, number), then, failed
                ),
            )
            dialog.open_wanted.connect(partial(self.navigate.emit, "case"))
            dialog.open()

    def _rendered(self, carry: Carry) -> RenderedPdf:
        return carry_entry.render(self._session, carry)

    def _print(self) -> None:
        printer = make_printer()
        printer.setDocName("持出簿")
        dialog = QPrintDialog(printer, self)
        if self._carry and dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_to(printer)

    def _print_pages(self, printer: QPrinter, pdf: RenderedPdf) -> None:
        def render(number: int, then: Callable[[QImage], object]) -> None:
            scale = DPI / _POINTS
            self.read(lambda: render_page(pdf.data, number, scale), lambda page: then(as_image(page)))

        job = PrintJob(printer, pdf.pages, render, self._on_printed, self)
        if not job.start():
            self.refuse(AppError("printer_refused"))

    def _on_printed(self) -> None:
        if (carry := self._carry) and not self._session.read_only:
            self.write(lambda: self._work.note_print(carry), lambda _none: None)
        self.message("ok", "記載票を印刷しました。")

    def _save(self) -> None:
        name = f"持出簿_{self._carry.id:03}.pdf" if self._carry else ""
        chosen, _ = QFileDialog.getSaveFileName(self, "記載票を PDF で保存", name, "PDF (*.pdf)")
        if chosen and (carry := self._carry):
            self.write(
                lambda: carry_entry.write(self._session, carry, Path(chosen)),
                lambda _none: self.message("ok", "記載票を PDF で保存しました。"),
            )


def _taken_words(done: object) -> str:
    name = done.file.name if isinstance(done, Carried) else ""
    return f"持ち出しのファイル {name} をつくりました。「持ち出し」で記載票を印刷できます。"


def _back_words(done: object) -> str:
    name = done.file.name if isinstance(done, Carried) else ""
    return f"持ち帰りのファイル {name} をつくりました。事務所のパソコンで取り込んで、続けてください。"

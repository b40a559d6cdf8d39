"""A recovery sheet on A4: two strings to type, each also as QR, and what the holder has to know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from kyogikai_desktop.documents.fonts import FontChain, Weight
from kyogikai_desktop.documents.page import COLUMN, Furniture, RenderedPdf, build
from kyogikai_desktop.documents.table import Table
from kyogikai_desktop.documents.text import Align, JapaneseText, TextStyle, Typesetter
from kyogikai_desktop.domain.wareki import format_long

_TITLE = TextStyle(size=16, leading=26, align=Align.CENTER)
_SECTION = TextStyle(size=11, leading=18, weight=Weight.HEADING, align=Align.LEFT)
_TEXT = TextStyle(size=10.5, leading=17, align=Align.LEFT)
_CELL = TextStyle(size=10, leading=15, align=Align.LEFT)
_SIGNS = TextStyle(size=16, leading=20, weight=Weight.HEADING, align=Align.LEFT)
_PLACE = TextStyle(size=8, leading=10, align=Align.LEFT)
_QR = 32 * mm
_GROUPS_IN_LINE = 4
_LINE = 15 * mm
_FACTS = (30 * mm, COLUMN - 30 * mm)


@dataclass(frozen=True)
class PrintedSheet:
    """What one sheet shows: its letter, and two strings whose second sign is the other sheet's letter."""

    council: str
    practice: bool
    holder: str
    strings: Sequence[str]
    made_on: date


def render(sheet: PrintedSheet, fonts: FontChain) -> RenderedPdf:
    """Return a sheet as PDF of one page."""
    setter = Typesetter(fonts)
    furniture = Furniture(
        title=f"復旧シート {sheet.holder}",
        form_label="復旧シート",
        marks=("厳重保管", "写しをとらない"),
        first_right=(format_long(sheet.made_on),),
        footer=(sheet.council,),
        practice=sheet.practice,
    )
    return build(list(_story(sheet, setter)), furniture, setter)


def _story(sheet: PrintedSheet, setter: Typesetter) -> Iterator[Flowable]:
    yield JapaneseText(setter, f"復旧シート　{sheet.holder}", _TITLE)
    yield Spacer(0, 8)
    facts = (("協議会", sheet.council), ("つくった日", format_long(sheet.made_on)), ("預かる人", ""))
    rows = [[JapaneseText(setter, text, _CELL) for text in row] for row in facts]
    yield Table(rows, _FACTS)
    yield Spacer(0, 8)
    yield JapaneseText(
        setter,
        "パスワードを忘れたときに、協議会の記録を開くための紙です。A・B・C の3枚があり、どの2枚でも開きます。"
        "1枚だけでは開きません。3枚は、別の人が、別の場所に、鍵をかけて預かってください。",
        _TEXT,
    )
    for text in sheet.strings:
        yield Spacer(0, 10)
        yield JapaneseText(setter, f"シート {text[1]} といっしょに開くとき", _SECTION)
        yield Spacer(0, 4)
        yield _Code(setter, text)
    yield Spacer(0, 12)
    yield from _advice(sheet, setter)


def _advice(sheet: PrintedSheet, setter: Typesetter) -> Iterator[Flowable]:
    yield JapaneseText(setter, "使い方", _SECTION)
    for label, text in (
        ("１", "もう1人の預かる人を呼び、2枚のシートをそろえます。"),
        ("２", "このシートでは、相手のシートの文字（A・B・C）が書いてあるほうを、左から入力します。"),
        (
            "３",
            "合わないときは、何番目のまとまりかが表示されます。"
            "0 と 1 は数字です。英字の O・I・L は使っていません。",
        ),
        ("４", "開いたら、保護管理の人の新しいパスワードを決め、新しい復旧シートをつくります。"),
    ):
        yield JapaneseText(setter, text, _TEXT, indent=8 * mm, label=label)
    yield Spacer(0, 6)
    yield JapaneseText(
        setter,
        "パスワードも、シート2枚もなくすと、記録を開く方法はありません。"
        f"シート {sheet.holder} をなくしたときや、預かる人が代わるときは、"
        "新しい復旧シートをつくってください。前のシートでは開けなくなります。",
        _TEXT,
    )


class _Code(Flowable):
    """A string in numbered groups, with its QR at the right."""

    def __init__(self, typesetter: Typesetter, text: str) -> None:
        super().__init__()
        self._typesetter = typesetter
        self._text = text

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Take the whole width."""
        self.width, self.height = width, _QR
        return width, _QR

    def draw(self) -> None:
        """Draw the groups in lines, each under its number, and the QR."""
        step = (self.width - _QR) / _GROUPS_IN_LINE
        for number, group in enumerate(self._text.split("-")):
            line, column = divmod(number, _GROUPS_IN_LINE)
            left, bottom = column * step, _QR - (line + 1) * _LINE
            self._typesetter.draw(self.canv, left, bottom + 9 * mm, str(number + 1), _PLACE, step)
            self._typesetter.draw(self.canv, left, bottom + 2 * mm, group, _SIGNS, step)
        widget = QrCodeWidget(self._text, barLevel="M", barWidth=_QR, barHeight=_QR)
        drawing = Drawing(_QR, _QR)
        drawing.add(widget)
        renderPDF.draw(drawing, self.canv, self.width - _QR, 0)

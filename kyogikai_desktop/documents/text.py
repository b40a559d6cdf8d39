"""Japanese text on a page: one flowable that breaks, justifies and splits as Japanese offices expect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby
from operator import itemgetter

from reportlab.lib.colors import Color, black
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from kyogikai_desktop.documents.face import Face
from kyogikai_desktop.documents.fonts import FontChain, Glyph, Weight
from kyogikai_desktop.documents.linebreak import Line, break_lines, units
from kyogikai_desktop.documents.subset import Subset

# Wider gaps would be read as blanks by text search, and look like holes. For the same reason there is no
# quarter em between Japanese and Latin.
_WIDEST_GAP = 0.09
_SMALLEST = 5  # points; a single line that would be smaller is cut
_ASCENT = 0.88  # of the em box, in all Japanese faces
_EPSILON = 1e-6


class Align(Enum):
    """Where lines stand: JUSTIFY fills all but a paragraph's last, SPREAD (均等割り付け) that one too."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"
    SPREAD = "spread"


@dataclass(frozen=True)
class TextStyle:
    """How a text looks; sizes in points."""

    size: float = 10.5
    leading: float = 17
    weight: Weight = Weight.TEXT
    align: Align = Align.JUSTIFY
    color: Color = black


class Typesetter:
    """Sets the text of one document with a font chain, and notes each character that no face has."""

    def __init__(self, fonts: FontChain) -> None:
        self.fonts = fonts
        self._subsets: dict[Face, Subset] = {}
        self._missing: dict[str, None] = {}

    @property
    def subsets(self) -> tuple[Subset, ...]:
        """Return the fonts to embed for what was drawn so far."""
        return tuple(self._subsets.values())

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the code points without a glyph that were drawn so far, each once, in reading order."""
        return tuple(self._missing)

    def lines(self, text: str, style: TextStyle, width: float) -> list[Line]:
        """Return the lines of a text in a column; `width` in points, the lines' widths in em."""
        return break_lines(text, width / style.size, lambda unit: self.fonts.width(unit, style.weight))

    def draw(self, canvas: Canvas, x: float, y: float, text: str, style: TextStyle, width: float) -> None:
        """Draw a text as one line, smaller or cut short (…) if it must be; `y` is the base line."""
        text = " ".join(text.splitlines())
        natural = self.fonts.width(text, style.weight)
        size = min(style.size, width / natural) if natural else style.size
        style = replace(style, size=max(size, _SMALLEST))
        if size < _SMALLEST:
            # Two ems are kept free: for a full stop that hangs, and for the mark.
            text = "".join(self.lines(text, style, width - 2 * _SMALLEST)[0].units).rstrip() + "…"
        line = Line(tuple(units(text)), self.fonts.width(text, style.weight), ends=True)
        self.draw_lines(canvas, x, y, [line], style, width)

    def draw_lines(
        self, canvas: Canvas, x: float, y: float, lines: Sequence[Line], style: TextStyle, width: float
    ) -> None:
        """Draw lines in a column of this width; `y` is the first base line."""
        canvas.setFillColor(style.color)
        out = ["BT"]
        for index, line in enumerate(lines):
            slack = width - line.width * style.size
            left = x + {Align.CENTER: slack / 2, Align.RIGHT: slack}.get(style.align, 0.0)
            gap = _gap(line, slack, style)
            out.append(f"1 0 0 1 {left:.2f} {y - index * style.leading:.2f} Tm {gap:.3f} Tc")
            out.extend(self._runs(line, style, gap))
        canvas.addLiteral(" ".join([*out, "ET"]))

    def _runs(self, line: Line, style: TextStyle, gap: float) -> Iterator[str]:
        """Yield the operators that show a line, face by face."""
        for face, run in groupby(self._coded(line.units, style, gap), itemgetter(0)):
            subset = self._subset(face)
            shown = "".join([subset.code(glyph.copied, glyph.number) + joint for _, glyph, joint in run])
            yield f"/{subset.name} {style.size:.2f} Tf [<{shown}>] TJ"

    def _subset(self, face: Face) -> Subset:
        return self._subsets.setdefault(face, Subset(face, len(self._subsets)))

    def _coded(self, parts: Sequence[str], style: TextStyle, gap: float) -> Iterator[tuple[Face, Glyph, str]]:
        """Yield face and glyph, and behind a glyph inside a unit what takes its gap back."""
        back = f">{1000 * gap / style.size:.1f}<" if gap else ""
        for part in parts:
            glyphs = self.fonts.glyphs(part, style.weight)
            for glyph in glyphs[:-1]:
                yield glyph.face, glyph, back
            yield glyphs[-1].face, glyphs[-1], ""
            self._missing.update((glyph.missing, None) for glyph in glyphs if glyph.missing)


def _gap(line: Line, slack: float, style: TextStyle) -> float:
    """Return the space in points that each gap between units gets, 0 where a line is not filled."""
    gaps = len(line.units) - 1
    if gaps < 1 or slack <= 0:
        return 0.0
    if style.align is Align.SPREAD:
        return slack / gaps
    filled = style.align is Align.JUSTIFY and not line.ends
    return slack / gaps if filled and slack / gaps <= _WIDEST_GAP * style.size else 0.0


class JapaneseText(Flowable):
    """A text of one or more paragraphs; a label may stand at the left of its first line."""

    def __init__(
        self, typesetter: Typesetter, text: str, style: TextStyle, indent: float = 0, label: str = ""
    ) -> None:
        super().__init__()
        self._typesetter = typesetter
        self._text = text
        self._style = style
        self._indent = indent
        self._label = label
        self._lines: list[Line] = []

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Break the lines for a width and return the size that they take."""
        if width != self.width:
            self._lines = self._typesetter.lines(self._text, self._style, width - self._indent)
            self.width = width
        self.height = len(self._lines) * self._style.leading
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split at a height, leaving no single line of a paragraph behind; an empty list if it cannot be."""
        parts: list[Flowable] = [part for part in self.parted(width, height) if not part.is_empty]
        return [] if len(parts) == 1 and self.height > height + _EPSILON else parts

    def parted(self, width: float, height: float) -> tuple[JapaneseText, JapaneseText]:
        """Return what fits a height and what does not; either may be empty."""
        self.wrap(width, height)
        fitting = min(int(height / self._style.leading + _EPSILON), len(self._lines))
        count = next((count for count in range(fitting, 0, -1) if self._may_split(count)), 0)
        return self._part(0, count, self._label), self._part(count, len(self._lines), "")

    @property
    def is_empty(self) -> bool:
        """Tell whether a wrapped text has no line."""
        return not self._lines

    def least_height(self, width: float) -> float:
        """Return the height of the smallest part that may stand at the end of a page."""
        self.wrap(width, 0)
        counts = range(1, len(self._lines) + 1)
        return next(count for count in counts if self._may_split(count)) * self._style.leading

    def draw(self) -> None:
        """Draw the lines from the top of the box down."""
        style = self._style
        top = self.height - (style.leading - style.size) / 2 - _ASCENT * style.size
        column = self.width - self._indent
        self._typesetter.draw_lines(self.canv, self._indent, top, self._lines, style, column)
        if self._label:
            label = replace(style, weight=Weight.HEADING, align=Align.LEFT)
            self._typesetter.draw(self.canv, 0, top, self._label, label, self._indent)

    def _part(self, start: int, end: int, label: str) -> JapaneseText:
        part = JapaneseText(self._typesetter, self._text, self._style, self._indent, label)
        part._lines = self._lines[start:end]
        part.width = self.width
        part.wrap(self.width, 0)
        return part

    def _may_split(self, count: int) -> bool:
        """Tell whether a page may end after this many lines: no widow, no orphan (JIS X 4051)."""
        if count == len(self._lines) or self._lines[count - 1].ends:
            return True
        orphan = count == 1 or self._lines[count - 2].ends
        return not orphan and not self._lines[count].ends

"""One TrueType face: which glyph draws what was typed, variation sequences included."""

from __future__ import annotations

import unicodedata
from functools import cached_property
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import unpack

from fontTools import ttLib
from reportlab.pdfbase.ttfonts import TTFontFace


class _MappedFace(TTFontFace):
    """A parsed face whose file is mapped, not read, and its outlines not copied: IPAmj has 40 MB of them."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._ttf_data = mmap(file.fileno(), 0, access=ACCESS_READ)
        self.filename = path.name  # without its folder, for the PDF must not name this PC
        super().__init__(path.name)
        # reportlab keeps the advance that the tail of hmtx shares in 1/1000 em, all others in font units.
        count = unpack(">H", self.get_chunk(self.get_table_pos("hhea")[0] + 34, 2))[0]
        advance = self.hmetrics[count - 1][0]
        self.hmetrics[count:] = [(advance, bearing) for _, bearing in self.hmetrics[count:]]

    def get_table(self, tag: str) -> bytes | _Slices:
        start, length = self.get_table_pos(tag)
        table = memoryview(self._ttf_data)[start : start + length]
        return _Slices(table) if tag == "glyf" else bytes(table)


class _Slices:
    def __init__(self, view: memoryview) -> None:
        self._view = view

    def __getitem__(self, part: slice) -> bytes:
        return bytes(self._view[part])


class Face:
    """A face, parsed once; it keeps the state of a parser, so use it from one thread at a time.

    The attributes `fontName`, `face` and `_dynamicFont` are what reportlab asks of a registered font.
    """

    _dynamicFont = True  # noqa: N815
    _multiByte = False  # noqa: N815

    def __init__(self, path: Path) -> None:
        """Read a .ttf, or the first face of a .ttc; raises TTFError for other outlines than TrueType."""
        self.fontName = path.stem
        self.face = _MappedFace(path)
        self._path = path
        self._glyphs: dict[int, int] = self.face.charToGlyph
        # Subsets are made by glyph numbers here, for several typed texts may share one glyph.
        self.face.charToGlyph = range(self.face.numGlyphs)

    def glyph(self, cluster: str) -> int | None:
        """Return the glyph of a character with its marks or variation selector; None if it is lacking."""
        if len(cluster) == 1:
            return self._glyphs.get(ord(cluster)) or self._blank(cluster)
        composed = unicodedata.normalize("NFC", cluster)  # to find a glyph; what was typed is what is stored
        if len(composed) == 1:
            return self._glyphs.get(ord(composed)) or None
        return self._variations.get(cluster)

    def width(self, glyph: int) -> float:
        """Return the advance of a glyph in em."""
        return float(self.face.hmetrics[glyph][0]) / float(self.face.unitsPerEm)

    def _blank(self, character: str) -> int | None:
        blank = unicodedata.category(character) == "Zs" or character == "\t"
        return self._glyphs.get(ord(" ")) if blank else None

    @cached_property
    def _variations(self) -> dict[str, int]:
        """Read the variation sequences (cmap format 14)."""
        with ttLib.TTFont(self._path, fontNumber=0, lazy=True) as font:
            # Glyph names would cost a parse of the whole post table: numbers do as names.
            font.setGlyphOrder([str(glyph) for glyph in range(self.face.numGlyphs)])
            tables = [table for table in font["cmap"].tables if table.format == 14]  # noqa: PLR2004
            return {
                chr(base) + chr(selector): self._glyphs[base] if name is None else int(name)
                for table in tables
                for selector, entries in table.uvsDict.items()
                for base, name in entries
                if name or base in self._glyphs
            }

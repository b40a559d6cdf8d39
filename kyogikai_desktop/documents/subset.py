"""The part of a face that one PDF embeds, with a map back from each glyph to what was typed.

A composite font (PDF 32000-1, 9.7) takes two-byte codes, so one subset holds all glyphs of a document.
reportlab's own simple fonts would need one per 256 characters, and their ToUnicode map is wrong above U+FFFF.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from struct import pack

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from kyogikai_desktop.documents.face import Face

_BLOCK = 100  # PDF 32000-1, 9.10.3: at most so many entries in one bfchar block


class Subset:
    """The glyphs of one face that one document uses; codes are given in the order of first use."""

    def __init__(self, face: Face, number: int) -> None:
        self.face = face
        self.name = f"F{number}"
        self._tag = f"SUBSE{chr(ord('A') + number)}"
        self._codes = {"": 0}  # what was typed -> code; 0 is .notdef
        self._glyphs = [0]

    def code(self, typed: str, glyph: int) -> str:
        """Return the code of a glyph as four hexadecimal digits."""
        code = self._codes.get(typed)
        if code is None:
            code = self._codes[typed] = len(self._glyphs)
            self._glyphs.append(glyph)
        return f"{code:04X}"

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 (called by reportlab when it saves)
        """Write the font into a document."""
        font = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("Type0"),
            "BaseFont": PDFName(self._base_font),
            "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArray([_reference(doc, self._descendant(doc))]),
            "ToUnicode": _stream(doc, to_unicode(list(self._codes)).encode()),
        }
        fonts: PDFDictionary = doc.idToObject["BasicFonts"]  # type: ignore[assignment]
        fonts[self.name] = _reference(doc, PDFDictionary(font))

    @property
    def _base_font(self) -> str:
        return f"{self._tag}+{self.face.face.name.decode()}"

    def _descendant(self, doc: PDFDocument) -> PDFDictionary:
        system = {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
        widths = [round(self.face.width(glyph) * 1000) for glyph in self._glyphs]
        return PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(self._base_font),
                "CIDSystemInfo": PDFDictionary(system),
                "FontDescriptor": self.face.face.addSubsetObjects(doc, self._base_font, self._glyphs),  # type: ignore[no-untyped-call]
                "W": PDFArray([0, PDFArray(widths)]),
                "CIDToGIDMap": _stream(doc, glyph_map(self._glyphs)),
            }
        )


def glyph_map(glyphs: Sequence[int]) -> bytes:
    """Return for each code its glyph in the embedded subset, which holds each glyph once, in this order."""
    places = {glyph: place for place, glyph in enumerate(dict.fromkeys(glyphs))}
    return pack(f">{len(glyphs)}H", *(places[glyph] for glyph in glyphs))


def to_unicode(typed: Sequence[str]) -> str:
    """Return the map from each code to what was typed, in UTF-16 (ToUnicode, PDF 32000-1, 9.10.3)."""
    head = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    )
    return head + "".join(_blocks(typed)) + "endcmap CMapName currentdict /CMap defineresource pop end end"


def _blocks(typed: Sequence[str]) -> Iterator[str]:
    entries = [
        f"<{code:04X}> <{text.encode('utf-16-be').hex()}>\n" for code, text in enumerate(typed) if text
    ]
    for start in range(0, len(entries), _BLOCK):
        block = entries[start : start + _BLOCK]
        yield f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n"


def _stream(doc: PDFDocument, content: bytes) -> PDFObjectReference:
    return _reference(doc, PDFStream(content=content, filters=[PDFZCompress]))


def _reference(doc: PDFDocument, part: PDFObject) -> PDFObjectReference:
    reference: PDFObjectReference = doc.Reference(part)  # type: ignore[no-untyped-call]
    return reference

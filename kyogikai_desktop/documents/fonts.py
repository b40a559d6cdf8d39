"""The chain of Japanese faces: found at start, asked character by character, nothing dropped silently."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from reportlab.pdfbase.ttfonts import TTFError

from kyogikai_desktop.documents.face import Face
from kyogikai_desktop.errors import AppError


class Weight(Enum):
    """The two hands of a document: 明朝 for text, a heavy ゴシック for headings."""

    TEXT = "text"
    HEADING = "heading"


# Best first. BIZ UD is on Debian (one package each) and on Windows, so paper looks alike everywhere;
# IPAmj has every character of the family registers; Yu and MS are on older Windows.
_MINCHO = ("BIZUDMincho-Regular.ttf", "BIZ-UDMinchoM.ttc", "ipamjm.ttf", "yumin.ttf", "msmincho.ttc")
_BOLD = ("BIZUDGothic-Bold.ttf", "BIZ-UDGothicB.ttc", "YuGothB.ttc")
_GOTHIC = ("BIZUDGothic-Regular.ttf", "BIZ-UDGothicR.ttc", "YuGothR.ttc", "msgothic.ttc")
_CHAINS = {
    Weight.TEXT: (*_MINCHO, *_GOTHIC),
    Weight.HEADING: (*_BOLD, *_GOTHIC, *_MINCHO),
}

GETA = "〓"
# A character with what belongs to it: combining marks, voicing marks, variation selectors.
_CLUSTER = re.compile(r".[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*", re.DOTALL)


class Glyph(NamedTuple):
    """How one cluster is drawn, and what copies back from the paper; `missing` names what no face has.

    `width` is the advance in em.
    """

    face: Face
    number: int
    width: float
    copied: str
    missing: str = ""


class FontChain:
    """The installed faces in order, for each weight."""

    def __init__(self, faces: dict[Weight, tuple[Face, ...]]) -> None:
        self._faces = faces
        self._glyphs: dict[Weight, dict[str, Glyph]] = {weight: {} for weight in faces}

    @property
    def leading_face(self) -> Face:
        """Return the face that text is set in where it can be."""
        return self._faces[Weight.TEXT][0]

    def glyph(self, cluster: str, weight: Weight) -> Glyph:
        """Return how a cluster is drawn; what no face has becomes 〓 and is named as U+1F600."""
        known = self._glyphs[weight]
        if cluster not in known:
            known[cluster] = self._drawn(cluster, weight) or self._replaced(cluster, weight)
        return known[cluster]

    def glyphs(self, text: str, weight: Weight) -> list[Glyph]:
        """Return the glyphs of a text, in order."""
        known = self._glyphs[weight]
        return [known.get(cluster) or self.glyph(cluster, weight) for cluster in clusters(text)]

    def width(self, text: str, weight: Weight) -> float:
        """Return the width of a text in em."""
        known = self._glyphs[weight].get(text)
        return known.width if known else sum(glyph.width for glyph in self.glyphs(text, weight))

    def _drawn(self, cluster: str, weight: Weight) -> Glyph | None:
        for face in self._faces[weight]:
            number = face.glyph(cluster)
            if number:
                return Glyph(face, number, face.width(number), cluster)
        return None

    def _replaced(self, cluster: str, weight: Weight) -> Glyph:
        # A name must stay readable: an unknown variation of a known character is drawn without its selector.
        shown = self._drawn(cluster[0], weight) or self._drawn(GETA, weight)
        if not shown:
            raise AppError("no_japanese_font")
        copied = cluster if cluster.isprintable() else shown.copied
        return shown._replace(copied=copied, missing=_code_points(cluster))


def clusters(text: str) -> list[str]:
    """Split a text between characters, never inside a variation sequence or before a combining mark."""
    return _CLUSTER.findall(text)


@cache
def installed_fonts() -> FontChain:
    """Return the chain of this PC, parsed once per process; raises AppError without any Japanese face."""
    return load_fonts(_folders())


def load_fonts(folders: Iterable[Path]) -> FontChain:
    """Return the chain of the faces that lie in some folders; raises AppError if there is none."""
    paths = {path.name: path for path in _font_files(folders)}
    wanted = {name for chain in _CHAINS.values() for name in chain}
    faces = {name: face for name in sorted(wanted & paths.keys()) if (face := _load(paths[name]))}
    if not faces:
        raise AppError("no_japanese_font")
    return FontChain(
        {weight: tuple(faces[name] for name in chain if name in faces) for weight, chain in _CHAINS.items()}
    )


def _load(path: Path) -> Face | None:
    try:
        return Face(path)
    except (TTFError, OSError, ValueError):  # no TrueType outlines, or damaged: the next of the chain serves
        return None


def _font_files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for parent, _, names in os.walk(folder):
            yield from (Path(parent, name) for name in names)


def _folders() -> tuple[Path, ...]:
    """Return where Debian and Windows keep fonts, the user's own last, so that they win."""
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        Path.home() / ".local/share/fonts",
        Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts"),
        Path(os.environ.get("LOCALAPPDATA", Path.home()), "Microsoft/Windows/Fonts"),
    )


def _code_points(cluster: str) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in cluster)

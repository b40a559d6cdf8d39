"""Read recovery sheets from the paper, as their holders do."""

from __future__ import annotations

from pathlib import Path

import pypdfium2


def strings_of(folder: Path) -> dict[str, str]:
    """Return the strings on each sheet, read from the paper, by the letters of holder and partner."""
    found: dict[str, str] = {}
    for file in sorted(folder.glob("*.pdf")):
        document = pypdfium2.PdfDocument(file)
        assert len(document) == 1
        text = document[0].get_textpage().get_text_bounded()
        groups = [word for word in text.split() if is_code(word)]
        for start in (0, 8):
            string = "-".join(groups[start : start + 8])
            found[string[:2]] = string
        document.close()
    return found


def is_code(word: str) -> bool:
    return len(word) == 5 and set(word) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

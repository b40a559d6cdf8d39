"""Japanese words for what Qt's own translation leaves in English, or calls by other words than we do."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

_RANGES = (
    "Specify pages or ranges separated by commas. Ranges are specified by two numbers separated by a hyphen. "
    "E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9."
)
_WORDS = {
    "QAbstractFileIconProvider": {"Drive": "ドライブ", "Folder": "フォルダー"},
    "QFileDialog": {
        "&Look in:": "場所(&L)：",
        "Files of &type:": "ファイルの種類(&T)：",
        "Directory:": "フォルダー：",
        "Directories": "フォルダー",
    },
    "QCupsJobWidget": {
        "&Billing information:": "課金の情報(&B)：",
        "&End:": "終わりのページ(&E)：",
        "&Start:": "はじめのページ(&S)：",
        "Job &priority:": "優先順位(&P)：",
        "Scheduled &printing:": "印刷する時(&P)：",
    },
    "QPageSetupWidget": {"Page &order:": "並べる順(&O)：", "Pages &per sheet:": "1枚に入れるページ(&P)："},
    "QPrintPropertiesWidget": {
        "Advanced": "詳しい設定",
        "There are conflicts in some options. Please fix them.": "いっしょに選べない設定を、直してください。",
    },
    "QPrintSettingsOutput": {
        "Double Sided Printing": "両面印刷",
        "Off": "しない",
        "Long side binding": "長い辺でとじる",
        "Short side binding": "短い辺でとじる",
        "Page &Set:": "印刷するページ(&S)：",
        "Pages": "選んだページ",
        _RANGES: "ページを「,」で、範囲を「-」で区切ります。例：3,5-7,9",
    },
}


class QtWords(QTranslator):
    """Know a few words only; install it after Qt's own translation, which is asked for all others."""

    def isEmpty(self) -> bool:
        """Tell that there are words, though none were loaded from a file."""
        return False

    def translate(self, context: str, source: str, _hint: str | None = None, _number: int = -1) -> str | None:
        """Return the words for a text, or None, which lets Qt ask its own translation; "" would be words."""
        return _WORDS.get(context, {}).get(source)

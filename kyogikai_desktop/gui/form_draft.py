"""Keep what is typed into a dialog: through a lock, and when it is put off, until it is saved."""

from __future__ import annotations

import json
from collections.abc import Mapping

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from kyogikai_desktop.gui.draft_keeper import DraftKeeper
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.dialog import Dialog
from kyogikai_desktop.gui.widgets.field_texts import on_edit, put_text, text_of
from kyogikai_desktop.gui.widgets.password_field import PasswordField
from kyogikai_desktop.gui.widgets.text import label, row
from kyogikai_desktop.services.drafts import Drafts


class FormDraft(QWidget):
    """A line that says that a form goes on from a draft; put it above the fields. Call `drop` once saved."""

    def __init__(self, key: str, editors: Mapping[str, QWidget], drafts: Drafts, tasks: Tasks) -> None:
        super().__init__()
        self._editors = editors
        self._begun = self._texts()
        self._keeper = DraftKeeper(drafts, tasks, self._text, self)
        self._keeper.key = key
        words = label("前に入力した下書きの続きです。まだ保存していません。", "second", wrap=True)
        line = row(words, button("下書きを捨てる", "text", does=self._throw_away))
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()
        for one in editors.values():
            on_edit(one, self._keeper.touch)
        tasks.read(lambda: drafts.get(key), self._restore)

    def drop(self) -> None:
        """Forget the draft."""
        self._begun = self._texts()
        self._keeper.drop()
        self.hide()

    def flush(self) -> None:
        """Keep at once what was typed: the form is put off."""
        self._keeper.flush()

    def _texts(self) -> dict[str, str]:
        return {name: text_of(editor) for name, editor in self._editors.items()}

    def _put(self, texts: Mapping[str, str]) -> None:
        for name, editor in self._editors.items():
            put_text(editor, texts.get(name, text_of(editor)))

    def _text(self) -> str:
        texts = self._texts()
        return json.dumps(texts, ensure_ascii=False) if texts != self._begun else ""

    def _restore(self, draft: str) -> None:
        if draft and not self._text():
            self._put(json.loads(draft))
            self.show()

    def _throw_away(self) -> None:
        self._put(self._begun)
        self._keeper.drop()
        self.hide()


def keep_typed(dialog: Dialog, key: str, drafts: Drafts, tasks: Tasks) -> FormDraft:
    """Keep whatever is typed into a dialog, but no password, until it is accepted."""
    editors = {_name(one): one for one in dialog.findChildren(QWidget) if _is_typed(one)}
    draft = FormDraft(key, editors, drafts, tasks)
    dialog.body.insertWidget(1, draft)
    dialog.accepted.connect(draft.drop)
    dialog.rejected.connect(draft.flush)
    return draft


def _is_typed(widget: QWidget) -> bool:
    kinds = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox)
    inside = isinstance(widget.parent(), QComboBox)  # the line of a box belongs to the box
    return isinstance(widget, kinds) and not isinstance(widget, PasswordField) and not inside


def _name(editor: QWidget) -> str:
    return editor.text() if isinstance(editor, QCheckBox) else editor.accessibleName()

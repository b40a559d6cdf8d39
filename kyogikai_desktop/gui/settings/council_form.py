"""The council's own data: name, codes, population, legal basis, review interval."""

from __future__ import annotations

import json
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kyogikai_desktop.domain import codes
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.domain.identifiers import read_codes, read_population
from kyogikai_desktop.errors import AppError, Conflict, InvalidInput
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.choice import Choice
from kyogikai_desktop.gui.widgets.conflict_dialog import Difference
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.field_texts import on_edit, put_texts, texts_of
from kyogikai_desktop.gui.widgets.form_errors import FormErrors
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.text import row

_INTERVALS = range(1, 13)


class CouncilForm(Card):
    """Edit a Council; `submitted` carries what to save, `edited` that something was typed."""

    submitted = Signal(object)
    edited = Signal()

    def __init__(self, *, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__("協議会", parent=parent)
        self.stored = Council("")
        self.rows = {
            "name": FieldRow("協議会の名前", LineEdit(), required=True),
            "codes": FieldRow(
                "市区町村コード",
                LineEdit(),
                hint="6桁。いくつかあれば読点で区切り、はじめに代表を書きます。",
            ),
            "population": FieldRow("人口", LineEdit(), hint="公表する集計で、何人未満を伏せるかを決めます。"),
            "legal_basis": FieldRow("根拠", Choice([_basis_words(one) for one in codes.legal_bases()])),
            "review_months": FieldRow("見直しの間隔", Choice(map(_interval_words, _INTERVALS))),
        }
        self.errors = FormErrors(self.rows)
        self._save = button("保存する", "primary", key="Ctrl+S", icon="save", does=self.submit)
        self._save.setEnabled(writable)
        self._lay_out()
        for one in self.rows.values():
            one.setEnabled(writable)
            on_edit(one.editor, self.edited.emit)

    def show_council(self, council: Council) -> None:
        """Show the stored council."""
        self.stored = council
        put_texts(self.rows, texts_for(council))
        self.errors.clear()

    def draft(self) -> str:
        """Return what was typed, or an empty text where nothing differs from what is stored."""
        texts = texts_of(self.rows)
        return json.dumps(texts, ensure_ascii=False) if texts != texts_for(self.stored) else ""

    def restore(self, draft: str) -> None:
        """Go on with a draft."""
        put_texts(self.rows, json.loads(draft))

    def submit(self) -> None:
        """Hand over the council, unless a field cannot be read."""
        self.errors.clear()
        try:
            council = self._council()
        except InvalidInput as error:
            self.errors.show_error(error)
        else:
            self.submitted.emit(council)

    def refuse(self, error: AppError) -> bool:
        """Show an error beside its field; False if it belongs to none."""
        return isinstance(error, InvalidInput) and self.errors.show_error(error)

    def differences(self, conflict: Conflict) -> list[Difference]:
        """Return the fields in which what was typed differs from what is stored by now."""
        if not isinstance(conflict.stored, Council):
            return []
        stored, yours = texts_for(conflict.stored), texts_of(self.rows)
        return [
            Difference(name, one.name, stored[name], yours[name])
            for name, one in self.rows.items()
            if stored[name] != yours[name]
        ]

    def settle(self, stored: Council, chosen: tuple[tuple[str, str], ...]) -> None:
        """Take what was decided field by field, upon what is stored by now."""
        self.stored = stored
        put_texts(self.rows, {**texts_for(stored), **dict(chosen)})
        self.submit()

    def _council(self) -> Council:
        texts = texts_of(self.rows)
        basis = next(one for one in codes.legal_bases() if _basis_words(one) == texts["legal_basis"])
        return replace(
            self.stored,
            name=texts["name"].strip(),
            codes=read_codes(texts["codes"]) if texts["codes"].strip() else (),
            population=read_population(texts["population"]) if texts["population"].strip() else None,
            legal_basis=basis.id,
            review_months=next(n for n in _INTERVALS if _interval_words(n) == texts["review_months"]),
        )

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        grid.addWidget(self.rows["name"], 0, 0, 1, 2)
        grid.addWidget(self.rows["codes"], 1, 0)
        grid.addWidget(self.rows["population"], 1, 1)
        grid.addWidget(self.rows["legal_basis"], 2, 0, 1, 2)
        grid.addWidget(self.rows["review_months"], 3, 0)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        foot = row(self.errors, self._save)
        foot.setStretch(0, 1)
        self.body.addLayout(foot)


def texts_for(council: Council) -> dict[str, str]:
    """Return the texts in which the form shows a council."""
    return {
        "name": council.name,
        "codes": "、".join(council.codes),
        "population": f"{council.population:,}" if council.population else "",
        "legal_basis": _basis_words(codes.legal_basis(council.legal_basis)),
        "review_months": _interval_words(council.review_months),
    }


def _basis_words(basis: codes.LegalBasis) -> str:
    return f"{basis.label}（{basis.article}）"


def _interval_words(months: int) -> str:
    return f"{months} か月ごと"

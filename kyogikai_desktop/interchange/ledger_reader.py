"""Read one row of a ledger field by field; what cannot be read stays as text in the remarks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kyogikai_desktop.domain.names import clean_line
from kyogikai_desktop.errors import AppError, InvalidInput
from kyogikai_desktop.interchange.ledger_cells import Formula, Row
from kyogikai_desktop.interchange.ledger_mapping import Mapping, Target
from kyogikai_desktop.interchange.ledger_values import MY_NUMBER_MARK, read_day


@dataclass(frozen=True)
class RowFinding:
    """What stands out in a row: the field, a message key, and the values of its sentence."""

    field: Target
    key: str
    values: tuple[tuple[str, object], ...] = ()

    @property
    def error(self) -> AppError:
        """Return the finding for the function that words errors; it holds personal data, never raise it."""
        return AppError(self.key, **dict(self.values))


@dataclass(frozen=True)
class Days:
    """The days that a ledger is judged by: today, and the day of which it says it is (…現在)."""

    today: date
    as_of: date | None = None

    @property
    def latest(self) -> date:
        """Return the last day that can have happened."""
        return max(self.today, self.as_of or self.today)

    @property
    def of_ages(self) -> date:
        """Return the day on which the ages of the ledger hold."""
        return self.as_of or self.today


class RowReader:
    """Reads one row; gathers what stands out and what must be kept as text."""

    def __init__(self, mapping: Mapping, row: Row, source: tuple[str, ...], days: Days) -> None:
        self.days = days
        self.findings: list[RowFinding] = []
        self._mapping = mapping
        self._source = source
        self._kept: list[str] = []
        self._formula_cells = {index: cell for index, cell in enumerate(row) if isinstance(cell, Formula)}
        for column in mapping.columns:
            if MY_NUMBER_MARK in self._text(column.index):
                self.find(column.target, "row_my_number_removed", header=column.header)

    def find(self, field: Target, key: str, **values: object) -> None:
        """Note something that stands out in a field."""
        values = {"header": self.header(field), "text": self.shown(field), **values}
        self.findings.append(RowFinding(field, key, tuple(values.items())))

    def put_aside(self, field: Target, key: str, **values: object) -> None:
        """Note why a field stays empty, and keep its text in the remarks."""
        self.find(field, key, **values)
        self.keep(field)

    def keep(self, field: Target) -> None:
        """Keep a field's text in the remarks."""
        self._kept.append(f"（取り込み）{self.header(field)}：{self.shown(field)}")

    def has(self, field: Target) -> bool:
        """Tell whether the ledger has a column for a field."""
        return bool(self._mapping.of(field))

    def header(self, field: Target) -> str:
        """Return the heading of a field's first column."""
        columns = self._mapping.of(field)
        return columns[0].header if columns else field.label

    def shown(self, field: Target) -> str:
        """Return a field's text whatever it is; several columns are joined."""
        found = (self._text(column.index).strip() for column in self._mapping.of(field))
        return "\u3000".join(text for text in found if text)

    def text(self, field: Target) -> str:
        """Return a field's text; a formula that shows nothing is put aside."""
        if self.is_bare_formula(field):
            self.put_aside(field, "row_formula")
            return ""
        # In nearly every ledger the ages are formulas: no news.
        if self._formulas(field) and field is not Target.AGE:
            self.find(field, "row_formula_value")
        return self.shown(field)

    def is_bare_formula(self, field: Target) -> bool:
        """Tell whether a field holds a formula whose result nobody has stored."""
        return any(cell.shown is None for cell in self._formulas(field))

    def line(self, field: Target) -> str:
        """Return a field's text as a single line."""
        return clean_line(self.text(field))

    def day(self, field: Target) -> date | None:
        """Return a field's date; one that cannot be read is put aside."""
        try:
            return read_day(self.text(field), self.days.today)
        except InvalidInput as error:
            self.put_aside(field, "row_date", reason=error.key, **error.values)
            return None

    def filled(self, *, meaning: bool = False) -> list[str]:
        """Return the texts of the filled cells, bare formulas left out; with a meaning: without counters."""
        return [
            text
            for column in self._mapping.columns
            if not (meaning and column.target is Target.IGNORED)
            and not self._shows_nothing(column.index)
            and (text := self._text(column.index).strip())
        ]

    def remarks(self) -> str:
        """Return the ledger's remarks, the columns without a field, and all that was kept."""
        others = (
            f"{column.header}：{text}"
            for column in self._mapping.of(Target.OTHER)
            if (text := self._text(column.index).strip())
        )
        return "\n".join(filter(None, (self.text(Target.REMARKS), *others, *self._kept)))

    def _text(self, index: int) -> str:
        return self._source[index] if index < len(self._source) else ""

    def _shows_nothing(self, index: int) -> bool:
        return index in self._formula_cells and self._formula_cells[index].shown is None

    def _formulas(self, field: Target) -> list[Formula]:
        columns = self._mapping.of(field) if self._formula_cells else ()
        return [
            self._formula_cells[column.index] for column in columns if column.index in self._formula_cells
        ]

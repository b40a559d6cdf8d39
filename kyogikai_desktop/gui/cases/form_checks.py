"""What is wrong in the form of a case: beside the fields, at the foot and in the list of sections."""

from __future__ import annotations

from kyogikai_desktop.domain.identifiers import refuse_my_number
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.gui.cases.case_form import SECTIONS, CaseForm
from kyogikai_desktop.gui.cases.declarations import Declarations
from kyogikai_desktop.gui.cases.editor_input import CaseInput
from kyogikai_desktop.gui.cases.section_list import SectionList
from kyogikai_desktop.gui.widgets.form_errors import FormErrors
from kyogikai_desktop.gui.widgets.read_field import ReadField


class FormChecks:
    """Check a field when it is left, and the whole form before it is saved."""

    def __init__(self, form: CaseForm, held: CaseInput) -> None:
        self._form = form
        self._held = held
        self._declared = Declarations(form.rows, self.all_fields)
        self.foot = FormErrors(form.rows)
        self.sections = SectionList([section.title for section in SECTIONS])
        self.sections.chosen.connect(form.go_to)
        form.left.connect(self._on_form_left)

    def reset(self) -> None:
        """Begin with another case."""
        self._declared.reset()
        self.foot.clear()
        self.refresh()

    def refresh(self) -> None:
        """Count again."""
        self.foot.refresh()
        self.sections.show_states(self._held.states())

    def declared(self) -> frozenset[str]:
        """Return the fields whose twelve digits somebody declared to be another number."""
        return self._declared.valid(self._form.texts())

    def all_fields(self) -> bool:
        """Show all that is wrong; tell whether nothing is."""
        _case, wrong = self._held.judged(self.declared())
        self.foot.clear()
        for name in self._form.rows:
            self._declared.withdraw(name)
        for error in wrong:
            self._show(error)
        self.refresh()
        return not wrong

    def step(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) section."""
        wanted = self.sections.currentRow() + step
        if 0 <= wanted < len(SECTIONS):
            self._form.go_to(wanted)

    def _show(self, error: InvalidInput) -> None:
        self._form.rows[error.field].show_error(error)
        self._declared.offer(error, self._form.texts()[error.field])

    def _on_form_left(self, name: str) -> None:
        text = self._form.texts()[name]
        try:
            if name not in self._declared.valid({name: text}):
                refuse_my_number(text, name)
        except InvalidInput as error:
            self._show(error)
        else:
            self._declared.withdraw(name)
            if not isinstance(self._form.rows[name].editor, ReadField):  # these tell their own errors
                self._form.rows[name].clear_error()
        self.refresh()

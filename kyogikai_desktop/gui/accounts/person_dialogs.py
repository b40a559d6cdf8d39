"""人を加える, 役割を変える, パスワードを渡し直す: one dialog each."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from kyogikai_desktop.domain.accounts import Account, Role
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.gui.accounts.asking_dialog import AskingDialog, Then
from kyogikai_desktop.gui.accounts.first_password import FirstPassword, ShownOnce
from kyogikai_desktop.gui.accounts.roles_field import RolesField
from kyogikai_desktop.gui.tasks import Failed
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.line_edit import LineEdit

Add = Callable[[str, str, tuple[Role, ...], str, Then, Failed], object]
ChangeRoles = Callable[[tuple[Role, ...], Then, Failed], object]
Reset = Callable[[str, Then, Failed], object]


class AddDialog(AskingDialog):
    """Let somebody in: login, name, roles, first password; then show that once."""

    def __init__(self, window: QWidget, council: str, add: Add) -> None:
        words = "どの役割の人も、記録を見ることはできます。役割は、何を書けるかを決めます。"
        super().__init__(window, "人を加える", words, "加える", "加えています", 660)
        self._add = add
        self._name, self._login, self._roles = LineEdit(), LineEdit(), RolesField()
        self._first = FirstPassword(lambda: (self._login.text(), self._name.text(), council))
        login_hint = "英数字が打ちやすいです。あとから変えられません。例：mori"
        self.lay_out_rows(
            {
                "name": FieldRow("氏名", self._name, required=True, hint="記録に、書いた人として残ります"),
                "login": FieldRow("利用者ID", self._login, required=True, hint=login_hint),
                "roles": FieldRow("役割", self._roles, required=True),
                "password": self._first.row(),
            }
        )

    def check(self) -> None:
        """Require name, login, a role and a password that is long enough."""
        for name, field in (("name", self._name), ("login", self._login)):
            if not field.text().strip():
                raise InvalidInput("required", name)
        if not self._roles.roles():
            raise InvalidInput("role_none", "roles")
        self._first.chosen()

    def begin(self) -> None:
        """Add the account."""
        login, name = self._login.text().strip(), self._name.text().strip()
        self._add(login, name, self._roles.roles(), self._first.chosen(), self.show_done, self.show_refusal)

    def show_done(self, account: Account) -> None:
        """Show the first password once."""
        self.show_result(
            ShownOnce(f"{account.name}さん（{account.login}）を加えました。", self._first.chosen())
        )


class ResetDialog(AskingDialog):
    """Give a person who forgot it a first password again."""

    def __init__(self, window: QWidget, account: Account, council: str, reset: Reset) -> None:
        words = f"{account.name}さん（{account.login}）のいまのパスワードは、使えなくなります。"
        super().__init__(window, "パスワードを渡し直す", words, "渡し直す", "変えています")
        self._account, self._reset = account, reset
        self._first = FirstPassword(lambda: (account.login, account.name, council))
        self.lay_out_rows({"password": self._first.row()})

    def check(self) -> None:
        """Require a password that is long enough."""
        self._first.chosen()

    def begin(self) -> None:
        """Reset it."""
        self._reset(self._first.chosen(), self.show_done, self.show_refusal)

    def show_done(self, account: Account) -> None:
        """Show the first password once."""
        self.show_result(ShownOnce(f"{account.name}さんのパスワードを変えました。", self._first.chosen()))


class RolesDialog(AskingDialog):
    """Choose other roles for a person."""

    def __init__(self, window: QWidget, name: str, roles: Iterable[Role], change: ChangeRoles) -> None:
        words = f"{name}さんの役割です。次に開いたときから変わります。"
        super().__init__(window, "役割を変える", words, "この役割にする", "変えています")
        self._change = change
        self._roles = RolesField(roles)
        self.lay_out_rows({"roles": FieldRow("役割", self._roles, required=True)})

    def check(self) -> None:
        """Require a role."""
        if not self._roles.roles():
            raise InvalidInput("role_none", "roles")

    def begin(self) -> None:
        """Change them."""
        self._change(self._roles.roles(), self.show_done, self.show_refusal)

    def show_done(self, _account: Account) -> None:
        """Go away."""
        self.accept()

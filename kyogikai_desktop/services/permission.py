"""Who may call which method of a service: one rule, which the call obeys and a page asks beforehand."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

from kyogikai_desktop.errors import Refused

if TYPE_CHECKING:
    from kyogikai_desktop.domain.accounts import Role
    from kyogikai_desktop.services.session import Session


class Service(Protocol):
    """What acts for the person of an open council."""

    _session: Session


Given = ParamSpec("Given")
Result = TypeVar("Result")
Own = TypeVar("Own", bound=Service)
Act = Callable[..., Any]


def needs(
    *roles: Role,
) -> Callable[[Callable[Concatenate[Own, Given], Result]], Callable[Concatenate[Own, Given], Result]]:
    """Let only accounts that have one of the roles call a method; it raises Refused for others."""

    def guard(method: Callable[Concatenate[Own, Given], Result]) -> Callable[Concatenate[Own, Given], Result]:
        @wraps(method)
        def guarded(self: Own, /, *args: Given.args, **named: Given.kwargs) -> Result:
            self._session.require(*roles)
            return method(self, *args, **named)

        guarded.__dict__["roles"] = roles
        return guarded

    return guard


def why_not(session: Session, act: Act) -> Refused | None:
    """Return why the person may not call a method that `needs` a role (Casework.receive), or None."""
    try:
        session.require(*act.__dict__["roles"])
    except Refused as refused:
        return refused
    return None

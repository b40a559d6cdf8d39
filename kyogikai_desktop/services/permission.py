"""Who may do which act of a service: one rule, which the call obeys and a page asks beforehand."""

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
Own = TypeVar("Own", bound="Service | Session")
Act = Callable[..., Any]


def needs(
    *roles: Role,
) -> Callable[[Callable[Concatenate[Own, Given], Result]], Callable[Concatenate[Own, Given], Result]]:
    """Let only accounts that have one of the roles do an act; it raises Refused for others.

    An act is a method of a service, or a function whose first argument is the session.
    """

    def guard(act: Callable[Concatenate[Own, Given], Result]) -> Callable[Concatenate[Own, Given], Result]:
        @wraps(act)
        def guarded(own: Own, /, *args: Given.args, **named: Given.kwargs) -> Result:
            session: Session = getattr(own, "_session", own)  # type: ignore[arg-type]
            session.require(*roles)
            return act(own, *args, **named)

        guarded.__dict__["roles"] = roles
        return guarded

    return guard


def why_not(session: Session, act: Act) -> Refused | None:
    """Return why the person may not do an act that `needs` a role (Casework.receive), or None."""
    try:
        session.require(*act.__dict__["roles"])
    except Refused as refused:
        return refused
    return None

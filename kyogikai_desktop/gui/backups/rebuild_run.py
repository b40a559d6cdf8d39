"""Making anew what is derived from the records, beside the window: a panel that can stop it."""

from __future__ import annotations

from collections.abc import Callable

from kyogikai_desktop.errors import AppError, Cancelled
from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.services.rebuilding import STEPS, Rebuilt, rebuild
from kyogikai_desktop.services.session import Session


def rebuild_beside(page: Page, session: Session, then: Callable[[Rebuilt], object]) -> None:
    """Begin; a refusal goes to the page, and that somebody stopped it to nobody."""
    task = page.follow("記録から作り直しています", STEPS, writes=True)

    def done(made: Rebuilt) -> None:
        task.finish()
        then(made)

    def failed(error: AppError) -> None:
        task.finish()
        if not isinstance(error, Cancelled):
            page.refuse(error)

    page.write(lambda: rebuild(session, task.progress), done, failed)

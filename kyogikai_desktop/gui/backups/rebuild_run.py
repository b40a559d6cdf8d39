"""Making anew what is derived from the records, beside the window: a panel that can stop it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kyogikai_desktop.domain.listing import CaseQuery, View
from kyogikai_desktop.errors import AppError, Cancelled
from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.rebuilding import STEPS, Rebuilt, rebuild
from kyogikai_desktop.services.session import Session


def rebuild_beside(page: Page, session: Session, then: Callable[[Rebuilt], object]) -> None:
    """Begin; the side bar gets the number of cases anew, a refusal goes to the page, a stop to nobody."""
    count = partial(Casework(session).count, CaseQuery(View.OPEN))
    task = page.follow("記録から作り直しています", STEPS, writes=True)

    def done(made: Rebuilt) -> None:
        task.finish()
        page.read(count, partial(page.waiting.emit, "cases"), topic="case counts")
        then(made)

    def failed(error: AppError) -> None:
        task.finish()
        if not isinstance(error, Cancelled):
            page.refuse(error)

    page.write(lambda: rebuild(session, task.progress), done, failed)

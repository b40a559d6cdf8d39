"""What an open council offers: all pages, or with a first password only the page that changes it."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from kyogikai_desktop.gui.main_window import MainWindow
from kyogikai_desktop.gui.workplace import compose
from kyogikai_desktop.vault.gate import FULL


def test_a_first_password_leads_to_its_change_and_nowhere_else(session, tasks, qtbot):
    session.account = replace(session.account, must_change=True)
    place = compose(session, tasks)
    window = MainWindow(place, tasks)
    qtbot.addWidget(window)
    assert [page.id for page in place.pages] == ["first_login"]
    assert window.page().title == "自分のパスワードを決める"
    assert "はじめのパスワード" in place.read_only


def test_a_council_on_a_full_disk_says_why_it_is_only_read_and_what_helps(session, tasks):
    session.vault.gate.shut(FULL)
    said = compose(session, tasks).read_only
    assert "空きがない" in said
    assert "空きをつくって開き直す" in said
    assert "操作の記録に残りません" in said


class Windows(QObject):
    """Notes every window that comes up."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched)
        return False


def test_every_page_of_the_side_bar_opens_in_the_window_and_nothing_beside_it(session, tasks, qtbot):
    windows = Windows()
    QApplication.instance().installEventFilter(windows)
    try:
        window = MainWindow(compose(session, tasks), tasks)
        qtbot.addWidget(window)
        window.show()
        for page in (page for page in compose(session, tasks).pages if page.section):
            window.open_page(page.id)
            assert window.page().accessibleName() or window.page().title
    finally:
        QApplication.instance().removeEventFilter(windows)
    assert windows.seen == [window], "no grey box flashes in the corner of the screen"

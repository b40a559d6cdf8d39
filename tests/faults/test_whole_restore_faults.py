"""F1, F2, F18, F19, F21: a restore of the whole and a second backup, cut or failing at any file operation."""

from __future__ import annotations

import shutil

import pytest
from disk import PowerCut, cut_at
from sample_council import PASSWORD, SampleCouncil, contents
from test_restore_faults import steps
from this_pc import STATE

from kyogikai_desktop.errors import AppError, Remark, WrongPassword
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.checking import check_vault
from kyogikai_desktop.services.restores import Restores
from kyogikai_desktop.services.whole_restore import restore, restore_by_sheets, restore_open
from kyogikai_desktop.vault import backup, exchange, recovery
from kyogikai_desktop.vault.folder import STAGED
from kyogikai_desktop.vault.kdf import FLOOR

FAILING = (PowerCut, OSError)
LATER = "atarashii kotoba"


def cut(monkeypatch, step, error, act):
    """Do something that is cut off, or one of whose file operations fails; tell whether it was done."""
    with monkeypatch.context() as patch:
        asked = cut_at(patch, step, error)
        try:
            act()
        except (PowerCut, AppError):
            return False
        finally:
            assert asked[0] < 400
    return True


def end(session):
    """End a program that can do nothing more."""
    session._closed = True
    session.store.close()
    session.vault.close()


def content(council, password=PASSWORD):
    """Return the content of a council whose files and log are whole and which is no older copy."""
    session = council.open(password)
    try:
        assert not session.older_than_seen
        assert [found for found in check_vault(session.vault) if not isinstance(found, Remark)] == []
        assert not exchange.is_pending(council.folder)
        return contents(session)
    finally:
        end(session)


@pytest.fixture
def old_and_new(council, saved):
    """What the council holds, and what its backup does."""
    with council.open() as session:
        old = contents(session)
        with Restores(session)._beside(saved, PASSWORD) as beside:
            new = contents(type("Beside", (), {"store": type("Store", (), {"reader": beside})}))
    return old, new


@pytest.mark.parametrize("error", FAILING)
@pytest.mark.parametrize("step", steps(220, 110))
def test_going_back_that_is_cut_leaves_the_council_as_before_or_after(
    council, saved, old_and_new, monkeypatch, step, error
):
    session = council.open()
    done = cut(monkeypatch, step, error, lambda: restore_open(session, saved, PASSWORD))
    end(session)
    found = content(council)
    assert found == old_and_new[1] if done else found in old_and_new
    assert not (council.folder / STAGED).exists() or error is PowerCut
    council.open().close()
    for file in council.backups():
        assert backup.read(file)


def ruin(council, how):
    """Return the place to restore to: a new folder, or what is left of the council."""
    if how == "new":
        return SampleCouncil(council.folder.parent / "new", council.now)
    if how == "no header":
        for name in ("vault.key", "vault.key.2"):
            (council.folder / name).unlink()
    else:
        (council.folder / "vault.db").write_bytes(b"")
    return council


def opened(council, password=PASSWORD):
    """Return the content, or None for what does not open, which has to be said plainly."""
    try:
        return content(council, password)
    except (AppError, WrongPassword):
        return None


@pytest.mark.parametrize("how", ["new", "no header", "empty"])
@pytest.mark.parametrize("error", FAILING)
@pytest.mark.parametrize("step", steps(90, 45))
def test_a_restore_that_is_cut_can_be_done_again(council, saved, old_and_new, monkeypatch, how, step, error):
    place = ruin(council, how)
    done = cut(monkeypatch, step, error, lambda: restore(saved, place.folder, PASSWORD, clock=council.clock))
    if opened(place) is None:
        assert not done
        if how == "new" and error is OSError:
            assert not place.folder.exists()
        restore(saved, place.folder, PASSWORD, clock=council.clock)
    assert content(place) == old_and_new[1]


@pytest.fixture(scope="module")
def with_sheets(council_template, tmp_path_factory):
    """A backup of a council with recovery sheets, and the strings of two of them."""
    place = tmp_path_factory.mktemp("sheets")
    made = SampleCouncil(shutil.copytree(council_template, place / "council"))
    with pytest.MonkeyPatch.context() as patch, made.open() as session:
        patch.setenv(STATE, str(place / "state"))
        drawn = recovery.make(session.vault)
        recovery.keep(session.vault, drawn)
        file = Backups(session).make(place / "usb").copies[0]
    a, b, _ = drawn.sheets
    return file, (a.strings[0], next(one for one in b.strings if one[:2] == "BA"))


@pytest.mark.parametrize("error", FAILING)
@pytest.mark.parametrize("step", steps(100, 50))
def test_sheets_open_what_their_restore_left_or_do_it_again(
    with_sheets, tmp_path, monkeypatch, council, step, error
):
    file, typed = with_sheets
    place = SampleCouncil(tmp_path / "new", council.now)

    def act():
        restore_by_sheets(file, place.folder, typed, "hayashi", LATER, clock=council.clock, kdf=FLOOR)

    done = cut(monkeypatch, step, error, act)
    if opened(place, LATER) is None:
        assert not done
        assert opened(place) is None  # nothing opens whose new password was not set
        act()
    assert len(content(place, LATER)) > 5


@pytest.mark.parametrize("error", FAILING)
@pytest.mark.parametrize("step", steps(40, 20))
def test_a_backup_at_a_second_place_that_is_cut_does_not_count(council, tmp_path, monkeypatch, step, error):
    with council.open() as session:
        Backups(session).set_second_place(tmp_path / "stick", "R8.11.1 情報管理 第12号")
        Backups(session).make()
        cut(monkeypatch, step, error, lambda: Backups(session).make())
        for place in (council.folder / "backups", tmp_path / "stick"):
            counted = [backup.read(file) for file in sorted(place.glob("*.bak"))]
            assert counted
            assert all(backup.is_authentic(one, session.vault.keys) for one in counted)
        again = Backups(session).make()
        assert again.place_failed is None
        assert len(again.copies) == 1
    for place in (council.folder / "backups", tmp_path / "stick"):
        assert not list(place.glob("*.part"))
    assert content(council)

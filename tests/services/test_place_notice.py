"""A council that was moved into a synced folder is told of when it is opened: once for each place."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from sample_council import PASSWORD

from kyogikai_desktop.errors import Remark
from kyogikai_desktop.services import place_notice
from kyogikai_desktop.services.checking import check_folder
from kyogikai_desktop.words import say


def moved(council, *names):
    there = council.folder.parent.joinpath(*names) / "council"
    shutil.move(council.folder, there)
    return replace(council, folder=there)


def problem(council):
    with council.open() as session:
        return place_notice.problem(session)


@pytest.mark.parametrize("names", [("OneDrive - 北の杜市", "ドキュメント"), ("Dropbox",)])
def test_a_council_that_was_moved_into_a_synced_folder_is_told_of_once(council, names):
    assert problem(council) is None
    there = moved(council, *names)
    with there.open() as session:
        found = place_notice.problem(session)
        assert found.key == "open_in_synced"
        assert "移してください" in say(found)
        place_notice.told(session)
    assert problem(there) is None
    assert problem(moved(there, "Google Drive")) is not None


def test_who_has_not_answered_is_told_again(council):
    there = moved(council, "iCloudDrive")
    assert problem(there) is not None
    assert problem(there) is not None


def test_the_check_tells_it_every_time_and_calls_it_no_damage(council):
    there = moved(council, "Box")
    with there.open() as session:
        place_notice.told(session)
    [found] = check_folder(there.folder, PASSWORD)
    assert isinstance(found, Remark)
    assert found.key == "open_in_synced"

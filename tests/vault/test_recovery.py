"""Two of three sheets open the vault, one opens nothing."""

from __future__ import annotations

import pytest

from kyogikai_desktop.errors import InvalidInput, WrongPassword
from kyogikai_desktop.vault import epochs, people, recovery, sheets
from kyogikai_desktop.vault import open as vaults

NOTES = "SELECT count(*) FROM notes"


@pytest.fixture
def made(sample):
    """The three sheets of the sample vault."""
    with sample.unlock() as vault:
        new = recovery.make(vault)
        recovery.keep(vault, new)
    return new.sheets


def string_for(sheet, partner):
    """Return the string of a sheet that opens with another's."""
    return next(text for text in sheet.strings if text[1] == partner.holder)


def opened(sample, one, other):
    return recovery.open(sample.folder, string_for(one, other), string_for(other, one), sample.now)


@pytest.mark.parametrize(("one", "other"), [(0, 1), (1, 2), (2, 0), (1, 0)])
def test_each_two_sheets_open_the_vault(sample, made, one, other):
    with opened(sample, made[one], made[other]) as vault:
        assert vault.reader().execute(NOTES).fetchone() == (300,)
        people.reset(vault, sample.login, "new", sample_kdf(vault))
    with sample.unlock("new") as vault:
        assert vault.reader().execute(NOTES).fetchone() == (300,)
    with pytest.raises(WrongPassword):
        sample.unlock()


def sample_kdf(vault):
    return vault.header.slots[0].kdf


def test_sheets_open_nothing_before_they_are_kept(sample):
    with sample.unlock() as vault:
        drawn = recovery.make(vault).sheets
    with pytest.raises(InvalidInput) as refused:
        opened(sample, drawn[0], drawn[1])
    assert refused.value.key == "sheets_of_another"


def test_new_sheets_take_the_place_of_the_old_ones(sample, made):
    with sample.unlock() as vault:
        recovery.keep(vault, recovery.make(vault))
    with pytest.raises(InvalidInput) as refused:
        opened(sample, made[0], made[1])
    assert refused.value.key == "sheets_of_another"


def test_one_sheet_opens_nothing_with_itself(sample, made):
    for first in made[0].strings:
        for second in made[0].strings:
            with pytest.raises(InvalidInput):
                recovery.open(sample.folder, first, second, sample.now)


def test_strings_for_another_partner_are_told(sample, made):
    a, b, c = made
    with pytest.raises(InvalidInput) as refused:
        recovery.open(sample.folder, string_for(a, c), string_for(b, a), sample.now)
    assert refused.value.key == "sheets_of_other_pairs"


def test_a_share_says_nothing_about_the_secret(sample, made):
    """Each share alone is random: the same pair drawn again shares no group but by chance."""
    with sample.unlock() as vault:
        again = recovery.make(vault).sheets
    for old, new in zip(made, again, strict=True):
        for text, other in zip(old.strings, new.strings, strict=True):
            assert sheets.parse(text, "").signs != sheets.parse(other, "").signs


def test_the_sheets_outlive_a_change_of_key(sample, made):
    with sample.unlock() as vault:
        epochs.change(vault, ())
    with opened(sample, made[0], made[2]) as vault:
        assert vault.epoch == 2


@pytest.mark.usefixtures("made")
def test_the_logins_of_people_are_not_mixed_with_sheets(sample):
    assert [label.login for label in vaults.peek(sample.folder)] == [sample.login]
    with pytest.raises(WrongPassword):
        vaults.unlock(sample.folder, sample.password, login="AB", now=sample.now)

"""F8, F9: a database file that was flipped, cut, grown or emptied opens clean or is refused."""

from __future__ import annotations

import pytest

from kyogikai_desktop.errors import Damaged
from kyogikai_desktop.vault import check
from kyogikai_desktop.vault.connect import PAGE_SIZE
from kyogikai_desktop.vault.faults import said_plainly

ALL_NOTES = "SELECT id, body FROM notes ORDER BY id"


@pytest.fixture
def expected(sample):
    with sample.unlock() as vault:
        return vault.reader().execute(ALL_NOTES).fetchall()


def assert_clean_or_refused(sample, expected):
    """Return whether the vault opened; what it then shows is right, or said to be damaged."""
    file = sample.folder / "vault.db"
    before = file.read_bytes()
    try:
        with sample.unlock() as vault, said_plainly():
            assert vault.reader().execute(ALL_NOTES).fetchall() == expected
    except Damaged:
        assert file.read_bytes() == before
        return False
    return True


@pytest.mark.parametrize("size", [0, 1, 15, 16, 100, 4095, 4096, 4097])
def test_a_file_cut_near_its_start_is_refused(sample, size):
    file = sample.folder / "vault.db"
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(Damaged):
        sample.unlock()
    assert file.stat().st_size == size


@pytest.mark.parametrize("off", [-1, 0, 1])
@pytest.mark.parametrize("pages", [2, -1])
def test_a_file_cut_near_a_page_is_refused(sample, pages, off):
    file = sample.folder / "vault.db"
    whole = file.read_bytes()
    file.write_bytes(whole[: pages % (len(whole) // PAGE_SIZE) * PAGE_SIZE + off])
    with pytest.raises(Damaged):
        sample.unlock()


@pytest.mark.parametrize("tail", [b"\0", b"x" * 15, bytes(PAGE_SIZE), b"x" * PAGE_SIZE])
def test_a_file_with_something_behind_it_is_refused(sample, tail):
    file = sample.folder / "vault.db"
    file.write_bytes(file.read_bytes() + tail)
    with pytest.raises(Damaged) as damage:
        sample.unlock()
    assert damage.value.key == "database_cut"


def test_a_file_of_nothing_but_zeros_is_refused(sample):
    file = sample.folder / "vault.db"
    file.write_bytes(bytes(file.stat().st_size))
    with pytest.raises(Damaged):
        sample.unlock()


@pytest.mark.parametrize("place", [0, 15, 16, 99, 4000, 4095, 4096, 9000, 30_000, -1, -4096])
def test_a_flipped_byte_never_gives_wrong_rows_and_is_always_found(sample, expected, place):
    file = sample.folder / "vault.db"
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
    if assert_clean_or_refused(sample, expected):
        with sample.unlock() as vault:
            assert check.file_findings(vault)


@pytest.mark.long
def test_a_flip_in_every_page_never_gives_wrong_rows(sample, expected):
    file = sample.folder / "vault.db"
    whole = file.read_bytes()
    for place in range(0, len(whole), PAGE_SIZE + 37):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 64]) + whole[place + 1 :])
        assert_clean_or_refused(sample, expected)


def test_two_pages_exchanged_are_found(sample, expected):
    file = sample.folder / "vault.db"
    whole = file.read_bytes()
    pages = [whole[start : start + PAGE_SIZE] for start in range(0, len(whole), PAGE_SIZE)]
    pages[3], pages[4] = pages[4], pages[3]
    file.write_bytes(b"".join(pages))
    if assert_clean_or_refused(sample, expected):
        with sample.unlock() as vault:
            [finding] = [found for found in check.file_findings(vault) if found.key == "pages_damaged"]
        assert finding.values == {"pages": "4, 5"}

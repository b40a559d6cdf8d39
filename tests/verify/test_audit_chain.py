"""The independent verifier of the audit log finds every way of falsifying it."""

import hashlib
import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyogikai_desktop.verify.audit_chain import Anchor, verify

KEYS = {1: b"k" * 32, 2: b"l" * 32}


def chain(length=12):
    rows, prev = [], bytes(32)
    for seq in range(1, length + 1):
        epoch = 1 if seq < 7 else 2
        told = [
            seq,
            "2026-11-20T01:00:00.000Z",
            "kanri",
            "change_case",
            f"case:{seq}",
            1,
            epoch,
            "ab" * 32,
            '["氏名"]',
        ]
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        mac = hmac.new(KEYS[epoch], prev + text, hashlib.sha256).digest()
        rows.append((*told, prev, mac))
        prev = mac
    return rows


def test_a_whole_chain_has_no_finding():
    assert verify(chain(), KEYS) == ()
    assert verify([], KEYS) == ()


@given(st.integers(0, 11), st.integers(0, 10))
def test_any_changed_column_is_found_at_its_row(row, column):
    rows = chain()
    changed = list(rows[row])
    old = changed[column]
    changed[column] = old + 1 if isinstance(old, int) else old[::-1] + old[:1]
    rows[row] = tuple(changed)
    assert any(finding.seq in (row + 1, changed[0], row + 2) for finding in verify(rows, KEYS))


@pytest.mark.parametrize("gone", range(11))
def test_a_removed_row_is_found(gone):
    rows = chain()
    del rows[gone]
    assert "抜けています" in str(verify(rows, KEYS)[0])


def test_two_exchanged_rows_and_a_missing_key_are_found():
    rows = chain()
    rows[3], rows[4] = rows[4], rows[3]
    assert verify(rows, KEYS)
    assert "鍵がありません" in str(verify(chain(), {1: KEYS[1]})[0])


def test_a_cut_tail_is_found_only_by_paper():
    rows = chain()
    paper = Anchor(12, rows[11][10].hex()[:12])
    assert verify(rows, KEYS, [paper]) == ()
    assert verify(rows[:9], KEYS) == ()
    assert verify(rows[:9], KEYS, [paper])[0].seq == 12
    assert "違います" in str(verify(rows, KEYS, [Anchor(5, "0" * 12)])[0])

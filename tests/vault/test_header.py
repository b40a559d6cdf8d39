from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_vault import forged

from kyogikai_desktop.errors import AppError, Damaged, InvalidInput, Refused, TooNew
from kyogikai_desktop.vault import header, keys
from kyogikai_desktop.vault.header import Header, Sealed, Slot
from kyogikai_desktop.vault.kdf import FLOOR

VAULT = "0f" * 16
EPOCH = keys.new_epoch(VAULT, 1)


def slot(number=1, kind="person", login="hayashi", epochs=(1,)):
    sealed = tuple(Sealed(epoch, bytes(80)) for epoch in epochs)
    return Slot(f"{number:016x}", kind, login, FLOOR, salt=bytes(16), public=bytes(32), sealed=sealed)


def a_header(*slots, **other):
    return Header(vault_id=VAULT, seq=7, epoch=1, slots=slots or (slot(),), **other)


DATA = header.serialise(a_header(), EPOCH)


def edited(change):
    """Return the header's bytes after a change by somebody without a key."""
    body = json.loads(DATA)
    change(body)
    return forged(body)


def test_people_recovery_sheets_and_a_running_change_of_key_fit_the_format():
    slots = (slot(), slot(2, "recovery", "AB", (1, 2)), slot(3, "recovery", "BC", (1, 2)))
    wanted = a_header(replace(slots[0], sealed=slots[1].sealed), *slots[1:], next=2)
    data = header.serialise(wanted, EPOCH)
    read = header.parse(data)
    assert replace(read, mac=b"") == wanted
    assert header.is_authentic(read, EPOCH)


def test_64_slots_with_the_longest_logins_and_two_epochs_fit_into_64_kib():
    crowd = [slot(number, login=f"{number:02}" + "𠮷" * 62, epochs=(1, 2)) for number in range(64)]
    assert len(header.serialise(a_header(*crowd, next=2), EPOCH)) <= header.LARGEST


def test_every_flipped_bit_is_seen_without_any_key():
    for place in range(len(DATA)):
        for bit in range(8):
            flipped = bytearray(DATA)
            flipped[place] ^= 1 << bit
            with pytest.raises(Damaged):
                header.parse(bytes(flipped))


def test_every_cut_and_any_tail_are_seen():
    for end in range(len(DATA)):
        with pytest.raises(Damaged):
            header.parse(DATA[:end])
    for tail in (b"\0", b"\n", b"}", DATA, bytes(header.LARGEST)):
        with pytest.raises(Damaged):
            header.parse(DATA + tail)


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_in_words(data):
    with pytest.raises(AppError):
        header.parse(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(sorted(json.loads(DATA))), JSON)
def test_any_value_in_any_field_is_refused_or_read_back(key, value):
    data = edited(lambda body: body.__setitem__(key, value))
    try:
        read = header.parse(data)
    except AppError:
        return
    assert header.serialise(read, EPOCH)
    assert header.is_authentic(read, EPOCH) == (key in ("check", "mac") or read == header.parse(DATA))


@given(st.sampled_from(["id", "kind", "kdf", "login", "nonce", "public", "salt", "sealed", "wrapped"]), JSON)
def test_any_value_in_any_field_of_a_slot_is_refused_or_breaks_the_mac(key, value):
    original = header.parse(DATA)
    try:
        read = header.parse(edited(lambda body: body["slots"][0].__setitem__(key, value)))
    except AppError:
        return
    assert header.is_authentic(read, EPOCH) == (read == original)


@pytest.mark.parametrize(
    "cost", [{"m_kib": 2**40}, {"m_kib": 64}, {"t": 21}, {"t": 0}, {"p": 2**31}, {"t": 3.0}]
)
def test_a_derivation_without_bounds_is_refused_before_it_is_done(cost):
    with pytest.raises(Refused) as refused:
        header.parse(edited(lambda body: body["slots"][0]["kdf"].update(cost)))
    assert refused.value.key == "header_refused"


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.update(extra=1),
        lambda body: body["slots"][0].update(extra=1),
        lambda body: body["slots"][0]["kdf"].update(extra=1),
        lambda body: body["slots"][0]["sealed"][0].update(extra=1),
        lambda body: body.pop("next"),
        lambda body: body.update(slots=[]),
        lambda body: body.update(slots=body["slots"] * 65),
        lambda body: body.update(slots=body["slots"] * 2),
        lambda body: body.update(seq=True),
        lambda body: body.update(epoch=2),
        lambda body: body.update(next=2),
        lambda body: body["slots"][0].update(kind="robot"),
    ],
)
def test_unknown_keys_and_contradictions_are_refused(change):
    with pytest.raises(Refused):
        header.parse(edited(change))


@pytest.mark.parametrize("change", [{"version": 2}, {"format": "something-else"}])
def test_a_newer_format_is_told_apart_from_damage(change):
    with pytest.raises(TooNew):
        header.parse(edited(lambda body: body.update(change)))


def test_a_mac_of_another_vault_or_epoch_is_not_authentic():
    read = header.parse(DATA)
    assert not header.is_authentic(read, keys.new_epoch(VAULT, 1))
    assert not header.is_authentic(read, keys.new_epoch(VAULT, 2))
    assert not header.is_authentic(replace(read, seq=8), EPOCH)


@pytest.mark.parametrize("login", ["", "  ", "a" * 65, "a\nb", "\0", "\ud800"])
def test_unusable_logins_are_refused_beside_their_field(login):
    with pytest.raises(InvalidInput) as refused:
        header.checked_login(login)
    assert refused.value.field == "login"


def test_a_login_is_kept_as_it_was_typed():
    assert header.checked_login("か\u3099ﾊﾔｼ") == "か\u3099ﾊﾔｼ"

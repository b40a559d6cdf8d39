from __future__ import annotations

from dataclasses import replace

import pytest

from kyogikai_desktop.errors import Damaged, WrongPassword
from kyogikai_desktop.vault import keys, slots
from kyogikai_desktop.vault.kdf import FLOOR

VAULT = "0f" * 16


@pytest.fixture(scope="module")
def epoch():
    return keys.new_epoch(VAULT, 1)


@pytest.fixture(scope="module")
def slot(epoch):
    return slots.create(VAULT, "hayashi", "old", FLOOR, [epoch])


def test_the_right_password_gives_the_vault_key(slot, epoch):
    assert slots.unseal(slot, VAULT, "old")[1].vk == epoch.vk


def test_a_wrong_password_is_told_by_the_slot(slot):
    with pytest.raises(WrongPassword):
        slots.unseal(slot, VAULT, "Old")


@pytest.mark.parametrize(
    "change",
    [
        {"login": "shimada"},
        {"kind": "recovery"},
        {"id": "00" * 8},
        {"public": bytes(32)},
        {"kdf": replace(FLOOR, t=4)},
        {"salt": bytes(16)},
    ],
)
def test_no_field_of_a_slot_can_be_exchanged(slot, change):
    with pytest.raises(WrongPassword):
        slots.unseal(replace(slot, **change), VAULT, "old")


def test_a_slot_of_another_vault_does_not_open(slot):
    with pytest.raises(WrongPassword):
        slots.unseal(slot, "1f" * 16, "old")


def test_a_changed_password_keeps_the_key_pair_and_what_is_sealed_to_it(slot, epoch):
    changed = slots.change_password(slot, VAULT, "old", "new")
    assert (changed.public, changed.sealed, changed.kdf) == (slot.public, slot.sealed, slot.kdf)
    assert (changed.salt, changed.nonce) != (slot.salt, slot.nonce)
    assert slots.unseal(changed, VAULT, "new")[1].vk == epoch.vk
    with pytest.raises(WrongPassword):
        slots.unseal(changed, VAULT, "old")


def test_a_new_epoch_needs_no_password(slot, epoch):
    following = keys.new_epoch(VAULT, 2)
    both = slots.unseal(slots.seal(slot, VAULT, following), VAULT, "old")
    assert {number: found.vk for number, found in both.items()} == {1: epoch.vk, 2: following.vk}


def test_a_vault_key_sealed_to_somebody_else_is_damage_not_a_wrong_password(slot, epoch):
    other = slots.create(VAULT, "shimada", "pw", FLOOR, [epoch], kind="recovery")
    with pytest.raises(Damaged):
        slots.unseal(replace(slot, sealed=other.sealed), VAULT, "old")


def test_a_vault_key_of_another_epoch_cannot_be_passed_off(slot):
    moved = replace(slot, sealed=(replace(slot.sealed[0], epoch=2),))
    with pytest.raises(Damaged):
        slots.unseal(moved, VAULT, "old")

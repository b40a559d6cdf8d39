from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESGCMSIV
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from kyogikai_desktop.errors import Damaged, WrongPassword
from kyogikai_desktop.vault import kdf, keys, slots
from kyogikai_desktop.vault.header import binding
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


def test_the_sealed_key_opens_by_the_steps_of_rfc_9180_alone(slot, epoch):
    """Open with X25519, HMAC and AES-GCM only, so that no single library holds the records to ransom."""
    secret = kdf.derive(bytearray(b"old"), slot.salt, slot.kdf)
    kek = keys.hkdf(secret, f"slot|v1|{VAULT}|{slot.id}", 32)
    private = AESGCMSIV(bytes(kek)).decrypt(slot.nonce, slot.wrapped, binding(slot, VAULT))
    info = f"vk|v1|{VAULT}|{slot.id}|1".encode()
    assert _open_base(slot.sealed[0].vk, X25519PrivateKey.from_private_bytes(private), info) == epoch.vk


def _open_base(box: bytes, private: X25519PrivateKey, info: bytes) -> bytes:
    enc, text = box[:32], box[32:]
    kem, suite = b"KEM\x00\x20", b"HPKE\x00\x20\x00\x01\x00\x02"
    shared = private.exchange(X25519PublicKey.from_public_bytes(enc))
    context = enc + private.public_key().public_bytes_raw()
    secret = _expand(kem, _extract(kem, b"", b"eae_prk", shared), b"shared_secret", context, 32)
    schedule = b"\0" + _extract(suite, b"", b"psk_id_hash", b"") + _extract(suite, b"", b"info_hash", info)
    prk = _extract(suite, secret, b"secret", b"")
    key = _expand(suite, prk, b"key", schedule, 32)
    return AESGCM(key).decrypt(_expand(suite, prk, b"base_nonce", schedule, 12), text, b"")


def _extract(suite: bytes, salt: bytes, label: bytes, secret: bytes) -> bytes:
    mac = hmac.HMAC(salt or bytes(32), hashes.SHA256())
    mac.update(b"HPKE-v1" + suite + label + secret)
    return mac.finalize()


def _expand(suite: bytes, prk: bytes, label: bytes, info: bytes, size: int) -> bytes:
    labelled = size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return HKDFExpand(hashes.SHA256(), size, labelled).derive(prk)

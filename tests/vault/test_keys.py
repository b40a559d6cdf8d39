from __future__ import annotations

import re

import pytest

from kyogikai_desktop.vault.keys import EpochKeys, new_epoch

VAULT = "0f" * 16


def everything(epoch):
    return [bytes(epoch.database()), epoch.salt(), bytes(epoch.header()), bytes(epoch.backup())]


def test_the_database_key_is_spelled_exactly_as_sqlcipher_wants_it():
    epoch = new_epoch(VAULT, 1)
    key = epoch.database()
    assert isinstance(key, bytearray)
    assert re.fullmatch(rb"x'[0-9a-f]{96}'", key)
    assert bytes.fromhex(key[66:98].decode()) == epoch.salt()


def test_every_purpose_vault_and_epoch_has_a_key_of_its_own():
    vk = bytes(range(32))
    derived = [
        key
        for vault_id, number in [(VAULT, 1), (VAULT, 2), ("1f" * 16, 1)]
        for key in everything(EpochKeys(bytearray(vk), vault_id, number))
    ]
    assert len(set(derived)) == len(derived)
    assert all(key[:16] not in other for key in derived for other in derived if key is not other)


def test_the_derivation_is_part_of_the_file_format_and_stays():
    epoch = EpochKeys(bytearray(range(32)), VAULT, 1)
    assert epoch.salt().hex() == "101c936810151e462843b5225b297392"
    assert bytes(epoch.header()).hex() == "ec0f819c842295a69660071bbad6b509b248c751855199bfacec41231e19c4a1"


def test_wiping_leaves_no_vault_key():
    epoch = new_epoch(VAULT, 1)
    epoch.wipe()
    assert not any(epoch.vk)


def test_a_vault_key_of_another_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        EpochKeys(bytearray(31), VAULT, 1)

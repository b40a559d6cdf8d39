from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st

from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.vault import kdf
from kyogikai_desktop.vault.kdf import FLOOR, USUAL, KdfParams, calibrate, derive, password_bytes

ROOT = Path(__file__).parents[2]

STARVED = """
import resource
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.vault.kdf import USUAL, derive
resource.setrlimit(resource.RLIMIT_AS, (250 * 2**20, 250 * 2**20))
try:
    derive(bytearray(b"password"), bytes(16), USUAL)
except AppError as error:
    print(error.key, error.values)
"""


def test_library_gives_the_vector_of_rfc_9106_section_5_3():
    argon2 = Argon2id(
        salt=b"\x02" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\x04" * 12,
        secret=b"\x03" * 8,
    )
    expected = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    assert argon2.derive(b"\x01" * 32).hex() == expected


def test_derive_hands_every_parameter_to_argon2():
    params = KdfParams(m_kib=70_000, t=2, p=3)
    expected = Argon2id(salt=b"s" * 16, length=32, iterations=2, lanes=3, memory_cost=70_000)
    assert bytes(derive(bytearray(b"pw"), b"s" * 16, params)) == expected.derive(b"pw")


def test_too_little_memory_is_said_plainly():
    run = subprocess.run(
        [sys.executable, "-c", STARVED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "no_memory {'mib': 256}"


@pytest.mark.parametrize(
    ("m_kib", "t", "p"),
    [
        (65_535, 3, 4),
        (2_097_153, 1, 4),
        (65_536, 0, 4),
        (65_536, 21, 4),
        (2_097_152, 3, 4),
        (65_536, 3, 0),
        (65_536, 3, 17),
    ],
)
def test_parameters_outside_the_bounds(m_kib, t, p):
    assert not KdfParams(m_kib, t, p).is_bounded()


def test_floor_usual_and_the_largest_work_are_within_the_bounds():
    assert all(params.is_bounded() for params in (FLOOR, USUAL, KdfParams(2_097_152, 2, 16)))


@given(st.floats(min_value=0.0001, max_value=3))
def test_calibration_lands_between_0_7_and_1_second_or_at_a_bound(seconds_per_pass):
    found = calibrate(lambda params: params.t * seconds_per_pass)
    took = found.t * seconds_per_pass
    assert found.is_bounded()
    assert found.t >= USUAL.t
    assert took >= 0.7 or not KdfParams(found.m_kib, found.t + 1, found.p).is_bounded()
    assert took <= 1.0 or found.t == USUAL.t or seconds_per_pass > 0.15


def test_full_width_and_composed_passwords_are_the_same_password():
    spellings = ["ﾊﾟｽﾜｰﾄﾞ１２", "パスワード12", "ハ\u309aスワート\u309912"]
    folded = set()
    for spelling in spellings:
        with password_bytes(spelling) as secret:
            folded.add(bytes(secret))
    assert folded == {"パスワード12".encode()}


@given(st.one_of(st.text(st.characters(), min_size=1), st.binary(min_size=1).map(bytearray)))
def test_whatever_can_be_typed_is_a_password_and_is_wiped_after_use(password):
    given_before = bytes(password) if isinstance(password, bytearray) else password
    with password_bytes(password) as secret:
        assert any(secret) or given_before in ("\0" * len(password), bytes(len(password)))
    assert not any(secret)
    assert password == given_before


def test_an_empty_password_is_refused():
    with pytest.raises(InvalidInput) as refused, password_bytes(""):
        pass
    assert (refused.value.key, refused.value.field) == ("password_empty", "password")


def test_wipe_keeps_the_buffer_and_drops_the_content():
    secret = bytearray(b"secret")
    kdf.wipe(secret)
    assert secret == bytes(6)

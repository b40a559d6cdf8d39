"""Turn a password into 32 bytes by Argon2id (RFC 9106), at a cost that fits the PC and stays bounded."""

from __future__ import annotations

import math
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from kyogikai_desktop.errors import AppError, InvalidInput

SALT_SIZE = 16

_MEMORY_KIB = range(65_536, 2_097_152 + 1)
_PASSES = range(1, 20 + 1)
_LANES = range(1, 16 + 1)
_MOST_WORK = 4 * 1024 * 1024  # KiB x passes: what a forged header may cost before it is refused
_AT_LEAST, _AIM = 0.7, 0.85  # seconds for one derivation when a slot is made


@dataclass(frozen=True)
class KdfParams:
    """Hold what one derivation costs: memory in KiB, passes, lanes."""

    m_kib: int
    t: int
    p: int

    def is_bounded(self) -> bool:
        """Tell whether a derivation with these ends in bounded time and memory and is not too weak."""
        in_range = self.m_kib in _MEMORY_KIB and self.t in _PASSES and self.p in _LANES
        return in_range and self.m_kib * self.t <= _MOST_WORK


FLOOR = KdfParams(m_kib=65_536, t=3, p=4)
USUAL = KdfParams(m_kib=262_144, t=3, p=4)


def derive(password: bytearray, salt: bytes, params: KdfParams) -> bytearray:
    """Derive 32 bytes; raise AppError("no_memory") where the PC cannot give the memory."""
    key = bytearray(32)
    try:
        argon2 = Argon2id(
            salt=salt, length=len(key), iterations=params.t, lanes=params.p, memory_cost=params.m_kib
        )
        argon2.derive_into(password, key)  # type: ignore[arg-type]  # takes any buffer, unlike its stub
    except MemoryError:
        raise AppError("no_memory", mib=params.m_kib // 1024) from None
    return key


def calibrate(seconds: Callable[[KdfParams], float] | None = None) -> KdfParams:
    """Return the usual parameters with the passes raised until one derivation takes 0.7 to 1.0 s here."""
    seconds = seconds or _measure
    params = USUAL
    while (took := seconds(params)) < _AT_LEAST:
        more = replace(params, t=max(params.t + 1, math.floor(params.t * _AIM / took)))
        most = min(_PASSES[-1], _MOST_WORK // params.m_kib)
        if more.t >= most:
            return replace(params, t=most)
        params = more
    return params


@contextmanager
def password_bytes(password: str | bytearray) -> Iterator[bytearray]:
    """Lend a password as NFKC-folded UTF-8 and wipe it after use, so that full width opens too.

    A bytearray holds UTF-8 and stays the caller's to wipe. Anything that can be typed is accepted,
    lone surrogates included; only an empty password is refused.
    """
    text = password if isinstance(password, str) else password.decode("utf-8", "surrogateescape")
    secret = bytearray(unicodedata.normalize("NFKC", text).encode("utf-8", "surrogatepass"))
    if not secret:
        raise InvalidInput("password_empty", field="password")
    try:
        yield secret
    finally:
        wipe(secret)


def wipe(secret: bytearray) -> None:
    """Overwrite a secret with zeros in place."""
    secret[:] = bytes(len(secret))


def _measure(params: KdfParams) -> float:
    start = time.perf_counter()
    derive(bytearray(b"calibration"), bytes(SALT_SIZE), params)
    return time.perf_counter() - start

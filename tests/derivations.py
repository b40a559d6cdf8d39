"""Argon2 once for each password, salt and cost in a run of tests: the real key every time, the wait once."""

from __future__ import annotations

import pytest

from kyogikai_desktop.vault import kdf


@pytest.fixture(scope="session", autouse=True)
def derived():
    """Return what was derived so far: the keys, by password, salt and cost."""
    real, known = kdf.derive, {}

    def derive(password, salt, params):
        asked = (bytes(password), salt, params)
        if asked not in known:
            known[asked] = bytes(real(password, salt, params))
        return bytearray(known[asked])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kdf, "derive", derive)
        yield known

from __future__ import annotations

from derivations import derived  # noqa: F401 (fixture)

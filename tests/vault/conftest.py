from __future__ import annotations

from derivations import derived  # noqa: F401 (fixture)
from sample_vault import sample, sample_template  # noqa: F401 (fixtures)

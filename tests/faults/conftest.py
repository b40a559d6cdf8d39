from __future__ import annotations

from derivations import derived  # noqa: F401 (fixture)
from rooms import away, away_template, rooms, two_people  # noqa: F401 (fixtures)
from sample_council import council, council_template, saved  # noqa: F401 (fixtures)
from sample_vault import sample, sample_template  # noqa: F401 (fixtures)

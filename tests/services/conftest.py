from __future__ import annotations

from rooms import away, away_template, rooms, two_people  # noqa: F401 (fixtures)
from sample_council import council, council_template, saved  # noqa: F401 (fixtures)

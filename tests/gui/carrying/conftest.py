from __future__ import annotations

from rooms import away, away_template, rooms, two_people  # noqa: F401 (fixtures)
from sample_council import council_template  # noqa: F401 (fixture)

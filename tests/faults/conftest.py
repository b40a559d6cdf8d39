from __future__ import annotations

from derivations import derived  # noqa: F401 (fixture)
from rooms import (  # noqa: F401 (fixtures)
    away,
    away_template,
    back_template,
    on_the_way_back,
    rooms,
    two_people,
)
from sample_council import council, council_template, saved  # noqa: F401 (fixtures)
from sample_vault import sample, sample_template  # noqa: F401 (fixtures)

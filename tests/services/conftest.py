from __future__ import annotations

from sample_council import council, council_template, saved  # noqa: F401 (fixtures)

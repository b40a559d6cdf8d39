"""The office of journeys: what its wall clock says, and who works there with which password."""

from datetime import datetime

from kyogikai_desktop.domain.clock import JST

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=JST)
HAYASHI, MORI = "natsukusa ya 2026", "mori no komichi 7"

"""協議会デスクトップ: the desk of a regional council for people in loneliness and isolation."""

__version__ = "0.1.0"

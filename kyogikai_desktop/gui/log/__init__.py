"""The room of the audit log: who looked, what left, what failed; the monthly sheet; values from paper."""

"""Independent verifiers that share no code with what they check."""

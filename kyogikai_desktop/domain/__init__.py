"""What a council, a body, a case, a meeting and a release are."""

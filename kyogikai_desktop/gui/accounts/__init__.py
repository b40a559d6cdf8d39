"""The page of accounts: who may open the council, as what; and the recovery sheets."""

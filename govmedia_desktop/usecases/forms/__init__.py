"""Check forms: those known here, their versions and upkeep, stored answers evaluated again."""

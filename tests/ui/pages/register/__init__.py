"""台账: find, change, enter, bring back; lists taken in and written; what 台账核对 tells."""

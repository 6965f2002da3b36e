"""台账 by keyboard: find, change, enter, delete and bring back; the three tabs of the details."""

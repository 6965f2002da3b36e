"""A period: its plan, who is still to be checked, how offices stand, reports and trends."""

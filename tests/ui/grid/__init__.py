"""表格填 with real widgets on a real data folder: typed, pasted, filled down, finished."""

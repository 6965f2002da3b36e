"""检查 with real widgets on a real data folder: by keyboard to the verdict; paper and phones."""

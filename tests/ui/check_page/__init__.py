"""检查 with real widgets on a real data folder: from the list to the verdict by keyboard."""

"""What pages are made of: buttons, bars, dialogs, days, words."""

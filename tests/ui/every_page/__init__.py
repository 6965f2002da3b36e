"""What holds of every page alike: reached, worked and left by keyboard, and true to the data."""

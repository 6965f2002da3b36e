"""The pages, a room each, and what holds of several."""

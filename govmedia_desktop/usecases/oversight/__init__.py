"""What the program finds by itself, and what is to be done today."""

"""What accounts do and what is said of them: posts, messages, clues, events."""

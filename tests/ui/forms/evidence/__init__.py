"""Evidence while an inspection is filled in: taken in, edited, kept, shown, taken away."""

"""The data folder: made, kept whole, copied, tidied, and filled for practice."""

"""Forms as they are filled in: questions, notes, rows, files, what is drawn and what gives way."""

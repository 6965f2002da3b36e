"""The grid (表格填): many accounts under one form, row by row."""

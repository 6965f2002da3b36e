"""Other people's workbooks: find the table, clean the cells, report every fix."""

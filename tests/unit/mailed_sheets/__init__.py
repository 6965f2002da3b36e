"""检查表格 out to an office without the program and back."""

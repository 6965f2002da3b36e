"""设置: forms, offices, holidays, what is kept safe, and everything saved as it is set."""

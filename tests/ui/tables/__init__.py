"""The one table: its model, its columns and widths, lists that stay in the database."""

"""Reports: the content first, as plain data, then its layout."""

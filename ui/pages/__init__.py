"""One module per menu entry; pages never import each other."""

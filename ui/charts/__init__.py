"""Charts. Only `sparkline` and `series` may be imported at start: the rest needs pyqtgraph."""

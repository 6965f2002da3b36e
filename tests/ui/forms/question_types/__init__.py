"""Every question type of XLSForm, answered by keyboard alone and heard by a reader."""

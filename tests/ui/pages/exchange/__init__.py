"""上报与接收: the steps of a quarter, files that go up, files and sheets that come in, doubts."""

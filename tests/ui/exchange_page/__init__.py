"""上报与接收: the quarter's steps and the files that go up; files that come in, and doubts."""

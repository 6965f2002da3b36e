"""工作台: what is to be done, and update dates entered one after another."""

"""Photos that came with what phones collected: found, kept as evidence, told where missing."""

"""What mojifix is worth, measured on text that did not train it; `python -m benchmarks.NAME --help`."""

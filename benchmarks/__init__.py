"""Speed and memory: ``python -m benchmarks`` in the top folder of a source checkout."""

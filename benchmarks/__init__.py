"""How fast Liaison is, as ratios against floors that are measured in the same run. `python -m benchmarks [names]`."""

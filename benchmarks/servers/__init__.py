"""The contenders, each in a process of its own, started by the benchmarks with an environment and nothing else."""

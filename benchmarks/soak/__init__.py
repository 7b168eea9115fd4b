"""What a service must stand, tried again and again on real processes: `python -m benchmarks.soak`."""

"""Speed and quality, measured; never imported by the program, never part of a test."""

"""Measures Intramural: seeds a house, serves it as operators do, and prints figures as ratios within one run."""

"""The words: what is written, and what no stranger can make of it."""

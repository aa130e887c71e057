"""The measuring set for the hint: own messages, written without looking at the words it is made of."""

"""Reading lists of indicators that others published, of any kind, without believing a word too much."""

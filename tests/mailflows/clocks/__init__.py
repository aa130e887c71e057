"""Stories of clocks: what is promised, who is told, what leaves by itself."""

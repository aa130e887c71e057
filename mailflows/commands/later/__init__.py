"""Words whose work is not built yet: they are known, and say so."""

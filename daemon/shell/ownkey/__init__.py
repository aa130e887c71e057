"""`hirz key`: the life of the desk's own key, from the first look at it to the paper in the safe."""

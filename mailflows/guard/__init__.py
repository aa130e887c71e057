"""The leak guard: the last look at what a person wrote, before it may leave the house."""

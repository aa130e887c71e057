"""Words by which somebody at the desk says how they want to be written to."""

"""Tests of sealing and proof."""

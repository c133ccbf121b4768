"""The pages that say how the data changed, and how to follow it."""

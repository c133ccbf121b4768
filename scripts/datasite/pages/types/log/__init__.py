"""The pages that say how the data changed."""

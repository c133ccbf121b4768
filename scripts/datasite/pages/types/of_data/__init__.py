"""The page types on the data themselves: their releases."""

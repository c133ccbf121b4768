"""Share cards: the pictures that other sites show beside a link to a page.

The build needs `card`, `contents` and `kept` alone; the other modules draw, for `make cards`.
"""

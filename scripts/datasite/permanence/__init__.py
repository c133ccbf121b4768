"""No published address disappears: the addresses that the site has, those that it had, and what
answers at an old one.

Imports no pages and no downloads, so that `make check` can use it within its two seconds.
"""

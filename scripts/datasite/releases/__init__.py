"""Releases: dated versions of the data that never change. `make release` makes them, a build copies
what is kept and shows it.
"""

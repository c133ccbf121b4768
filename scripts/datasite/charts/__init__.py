"""The figures of charts, timelines and maps, as data that templates draw.

Imported by pages and the site.
"""

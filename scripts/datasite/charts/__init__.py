"""The figures of charts, timelines and maps as data that templates draw, and the list of charts.

Imported by pages and the site.
"""

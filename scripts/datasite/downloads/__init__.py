"""The files under /data/: published tables, their formats, derived tables, extracts of pages, and
packages.

Imported by metadata, charts, pages and the site.
"""

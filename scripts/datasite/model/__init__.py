"""The register as frozen objects: projects, organisations, programmes, places, sources, and the
sums of their money.

It is built from a checked catalog and checks nothing again. Imported by content, downloads,
metadata, charts, pages, review and new_records.
"""

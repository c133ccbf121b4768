"""The register as frozen objects: projects, organisations, programmes, places, sources, and the
sums of their money.

It is built from a checked catalog and checks nothing again. Imported by every room that gives data
a meaning.
"""

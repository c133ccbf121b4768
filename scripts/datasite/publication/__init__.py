"""The publication as a whole: its names, publisher and licence, the release of the data, how it is
cited, its addresses and its links for corrections.

Imported by what makes files and pages: downloads, metadata, delivery, pages, review.
"""

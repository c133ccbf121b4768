"""The publication as a whole: its names, publisher and licence, the release of the data, citations,
addresses, types of file and links for corrections.

Imported by what makes files and pages: downloads, metadata, delivery, pages, review.
"""

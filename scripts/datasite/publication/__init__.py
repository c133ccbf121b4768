"""The publication as a whole: its names, publisher and licence, the release of the data, citations,
addresses, types of file and links for corrections.

Imported by downloads, metadata, delivery, pages, review and the commands.
"""

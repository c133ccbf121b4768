"""The writers of downloads: each turns a published table into the bytes of a file.

downloads/formats.py lists those in which every table is published.
"""

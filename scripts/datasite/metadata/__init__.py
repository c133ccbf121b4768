"""Descriptions of the data for portals and search engines:

DCAT-AP, CSVW, Croissant, dane.gov.pl, 360Giving and schema.org.

Imported by pages and the site.
"""

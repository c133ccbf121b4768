"""Descriptions of the data for portals, tools and search engines: DCAT-AP, CSVW, Croissant,
dane.gov.pl, 360Giving, citation files and schema.org.

Each standard is declared in its own module; catalogue_files lists them. schema_org is the one that
pages carry themselves. Imported by pages and the site.
"""

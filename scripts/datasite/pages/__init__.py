"""The pages of the site: the page types (types/), the lists with filters (explorer/), the footnotes
and links of a page, and the feeds, sitemap and search documents made from pages.

Imported by the site and the command that builds it.
"""

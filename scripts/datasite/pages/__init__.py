"""The pages of the site: the page types (types/), the lists with filters (explorer/), how a page is
rendered, and the feeds, sitemap and search documents made from pages.

Imported by the site and the command that builds it.
"""

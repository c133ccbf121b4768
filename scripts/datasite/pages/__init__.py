"""The pages of the site: which there are, what each shows, how it is rendered, and the feeds,
sitemap and search documents made from them.

Imported by the site alone.
"""

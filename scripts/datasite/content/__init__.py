"""The texts of content/: front matter and Markdown, checked and turned into HTML that is safe to
show, by one reader for `make check` and for Pelican.

Imported by metadata, pages, new_records, the site and the commands.
"""

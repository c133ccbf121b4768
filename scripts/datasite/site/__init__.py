"""The plugin for Pelican that makes its site from datasets/ and content/.

plan says what the site holds, files makes what is no page, variables and environment are what
templates know, generator and writer are Pelican's, build is what they share in one run, settings
reads pelicanconf.py, and run runs Pelican for `make site`. No other room imports this one.
"""

from datasite.site.plugin import register

__all__ = ["register"]

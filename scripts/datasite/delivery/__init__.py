"""The built site on its way to readers: put in place whole or not at all, linted, indexed for the
search, sent to a host with its headers.

Imported by pages (the content security policy), the site and the commands.
"""

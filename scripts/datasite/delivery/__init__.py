"""Steps after the build: lint the site, index it for the search, put it in place as a whole, and
send it to a host with its headers. build_profile measures the steps of a build.

Imported by pages (the content security policy), the site and the commands.
"""

"""What happens to the built site: it is linted, indexed for the search, put in place as a whole,
and sent to a host with its headers. build_profile tells where the seconds of a build go.

Imported by pages (the content security policy), the site and the commands.
"""

"""The feeds of the site, the lists of them, the calendars, and the page on how to follow it all.

Pelican writes the feeds (room site). Here is which there are, and what they say.
"""

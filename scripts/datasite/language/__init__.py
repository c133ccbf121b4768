"""The languages of the site: one declaration for each, messages, numbers, dates and money,
typography and search words.

Every room but sources may import it; it imports no other room.
"""

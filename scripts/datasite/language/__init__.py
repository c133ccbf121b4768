"""The languages of the site: one declaration for each, messages, numbers, dates and money,
typography and search words.

Every room may import it; it imports only the ground.
"""

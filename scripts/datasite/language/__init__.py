"""The languages of the site: their list, their messages, how each writes numbers, dates and money,
its typography and its search words.

Every room may import it; it imports only the ground.
"""

"""Tables in which git left a merge conflict: the version of each branch, and the rows of both in
one table.
"""

"""`make new`: questions about a record, the check of each answer, and the rows to be written.

Imported only by the command.
"""

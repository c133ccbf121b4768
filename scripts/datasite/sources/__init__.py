"""The pages that the data rest on: polite visits to them, what a visit found, and what a saved page
says of itself.

Imported by new_records and the commands.
"""

"""The pages that the data cite: polite visits to them, the record of each visit, and what a page
says.

Imported by new_records and the commands.
"""

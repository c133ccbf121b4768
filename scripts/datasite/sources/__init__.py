"""The pages that the data cite: visits to them by the rules for crawlers, the record of each visit,
and the text of a page.

Imported by new_records and the commands.
"""

"""The checks of the data: single cells, personal data, the schema, and the rules in rules/; and the
reports of problems for people and machines.

Imported by content (its texts pass the same checks), pages (the sentences of the rules), review,
new_records, the site and the commands.
"""

"""Every check of the data: single cells, personal data, the schema, and the rules in rules/.

Also the reports of problems for people and machines.

Imported by content (its texts pass the same checks), pages (the sentences of the rules), review and
new_records.
"""

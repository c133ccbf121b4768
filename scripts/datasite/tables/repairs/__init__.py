"""Tables that a person or a spreadsheet saved in another form: what `make format` repairs, and what
nobody can repair.
"""

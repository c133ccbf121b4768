"""The files of datasets/ as text: what may be read, rows with the line and column of each cell,
dataset.yaml, and the one canonical form that `make format` writes.

It knows no rule and no meaning. Every room but language may import it.
"""

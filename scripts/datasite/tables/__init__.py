"""The files of datasets/ as text: what may be read, rows with the line and column of each cell,
dataset.yaml, and in repairs/ the one canonical form that `make format` writes.

It contains neither rules nor the meaning of data. Every room but language, charts and delivery may
import it.
"""

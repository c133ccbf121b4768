"""The meaning of a proposed change: differences between two states of the data, losses, the report
for a reviewer, and the pull-request comment.

The way of a comparison: changes (cells), renames, losses, comparison (both states), then the
sentences of the folder report.

Imported by sources and the commands.
"""

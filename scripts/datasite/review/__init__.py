"""The meaning of a proposed change: differences between two states of the data, losses, the report
for a reviewer, and the pull-request comment.

The way of a comparison: changes (cells), renames, losses, comparison (both states), change_report
(sentences), report_text or report_page.

Imported by sources and the commands.
"""

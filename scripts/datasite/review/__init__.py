"""What a proposed change means: differences between two states of the data, losses, and the words
of the pull-request comment.

Imported by sources and the commands.
"""

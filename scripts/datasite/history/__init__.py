"""What changed in the data since the register began: the changes, their file, and those of one
record. `make history` makes the file from git (room review); a build only reads it.

May be imported by rooms that show or publish changes, and by review, which makes them.
"""

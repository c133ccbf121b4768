"""What changed in the data at each commit of git: `make history` walks over them and makes the
changes of the room history.
"""

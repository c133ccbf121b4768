"""Charts as pictures in files of their own, with their words."""

"""Tables made from the others when the site is built, each a module with its description beside it.

A description has the form of a dataset.yaml and the name of its module.
"""

"""The explorers: the list of projects and that of organisations, whose rows a reader sorts,
filters and takes away.

The page and the script (theme/static/js/explorer.js) show the same rows: the page as many as fit
it, the script all of them, from the JSON beside the page.
"""

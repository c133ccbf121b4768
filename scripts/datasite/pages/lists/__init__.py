"""What lists of records show: groups of projects with their sums, whom a list names for a project,
and lists of which a page shows the first items at once.
"""

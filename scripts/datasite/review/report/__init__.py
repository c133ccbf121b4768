"""The report on a change for a reviewer, as sentences: what would be lost, then everything else.

The way of a report: sections (entries, in words of moved_totals and record_words), parts (what
an entry is made of), text or page (its form).
"""

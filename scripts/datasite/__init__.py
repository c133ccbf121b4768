"""From the tables in datasets/ and the texts in content/ to the site.

Each folder is a room; tests/test_architecture.py holds who may import whom.

tables        the files of datasets/ as text with positions
language      languages, messages, numbers and dates, typography
publication   names, release, addresses, citation
checks        every check of the data; the rules are in checks/rules/
model         the register as objects, and its sums
content       the texts of content/
history       what changed in the data, by record
permanence    the addresses that were published, and what answers at old ones
downloads     every file under /data/
releases      dated versions of the data that never change
metadata      descriptions for portals and search engines
charts        charts and maps as data
pages         what pages there are, what each shows, and their HTML
delivery      output/ put in place whole, its lint, search index and upload
review        what a change means, the pull-request comment
sources       visits to the pages of sources
new_records   make new
site          Pelican's plugin: the plan of the site, its generator and writer, its settings

Beside the rooms: problems, values, matching, workers and memory, which every room may import, and
command_line, which the commands share.
"""

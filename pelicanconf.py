"""The settings of the site, as Pelican reads them.

The pages come from datasets/ and content/: the plugin datasite.site plans and writes them.
"""

import os
import sys

from jinja2 import StrictUndefined

ROOT = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120  # Pelican wants text
if os.path.join(ROOT, "scripts") not in sys.path:  # noqa: PTH118
    sys.path.append(os.path.join(ROOT, "scripts"))  # noqa: PTH118

from datasite import site  # noqa: E402  # found by the path above
from datasite.content import markdown_html  # noqa: E402
from datasite.site import environment  # noqa: E402

# Where the site is published

SITENAME = "Kto z kim za ile"
# The public address: used by canonical links, hreflang, feeds and the data package; links inside
# the site are relative.
SITEURL = os.environ.get("SITEURL", "https://kto-z-kim-za-ile.example").rstrip("/")
# Where readers report errors: the address of the repository, its host (github or gitlab) and
# branch, or an e-mail address. Without an address the pages have no such links.
REPOSITORY_URL = os.environ.get("REPOSITORY_URL", "").rstrip("/")
REPOSITORY_HOST = os.environ.get("REPOSITORY_HOST", "github")
REPOSITORY_BRANCH = os.environ.get("REPOSITORY_BRANCH", "main")
CORRECTIONS_EMAIL = os.environ.get("CORRECTIONS_EMAIL", "")
# The folder that keeps the releases of the data, which a build copies: from the root of the
# repository, or whole.
RELEASES = os.path.join(ROOT, os.environ.get("RELEASES", "releases"))  # noqa: PTH118
DEFAULT_LANG = "pl"
TIMEZONE = "Europe/Warsaw"

# Folders

PATH = os.path.join(ROOT, "content")  # noqa: PTH118
OUTPUT_PATH = os.path.join(ROOT, "output")  # noqa: PTH118
THEME = os.path.join(ROOT, "theme")  # noqa: PTH118
THEME_STATIC_DIR = "theme"  # theme/static is copied there

# Plugins
#
# A plugin is a module that is imported above, or the name of one; what cannot be imported stops
# the build. The settings that a plugin from elsewhere reads are named in PLUGIN_SETTINGS; other
# unknown settings are refused.

PLUGINS = [site]
PLUGIN_SETTINGS: list[str] = []
# The front-matter entries that plugins read, such as "series"; other entries are refused. `make
# check` reads this list without running the file, so it holds words in quotation marks alone.
PLUGIN_METADATA: list[str] = []

# Templates: values are escaped, a name or a value that is missing stops the build, and filters and
# messages speak the language of the page.

JINJA_ENVIRONMENT = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "finalize": environment.finished_value,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"],
}
JINJA_FILTERS = environment.FILTERS
JINJA_GLOBALS = environment.GLOBALS

# Texts of content/: news are articles, the others are pages. Our reader reads them and gives their
# metadata: the name of the file without its language, which all translations share; the language;
# and the word of addresses for the section.

ARTICLE_PATHS = ["news"]
ARTICLE_URL = ARTICLE_LANG_URL = "{lang}/{section}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = f"{ARTICLE_URL}index.html"
ARTICLE_TRANSLATION_ID = "name"
ARTICLE_ORDER_BY = "reversed-name"  # which begins with the day
PAGE_PATHS = ["pages"]
PAGE_URL = PAGE_LANG_URL = "{lang}/{slug}/"
PAGE_SAVE_AS = PAGE_LANG_SAVE_AS = f"{PAGE_URL}index.html"
PAGE_TRANSLATION_ID = PAGE_ORDER_BY = "name"
MARKDOWN = markdown_html.MARKDOWN

# Feeds of the news of each language; the plugin adds those of corrections.

TRANSLATION_FEED_ATOM = "{lang}/atom.xml"
TRANSLATION_FEED_RSS = "{lang}/rss.xml"
FEED_MAX_ITEMS = None

# What is off
#
# Other readers: our check refuses their files.
READERS = dict.fromkeys(("rst", "htm", "html", "markdown", "mkd", "mdown"))
# Metadata from names of files and folders: our reader gives all.
FILENAME_METADATA = ""
USE_FOLDER_AS_CATEGORY = False
# Files of content/: our check refuses pictures there, and Pelican would follow links to folders.
STATIC_PATHS = []
# Lists of articles by time, author, category and tag: the plan has the list of news.
DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
# Feeds of all languages, authors and categories.
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
# Links like {static}: they can copy files from outside content/.
INTRASITE_LINK_REGEX = r"(?!)"
# Caches: a build reads everything anew, so that the same input gives the same bytes.
CACHE_CONTENT = LOAD_CONTENT_CACHE = False
# Deleting the output first: the site is built aside and swapped in as a whole.
DELETE_OUTPUT_DIRECTORY = False

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
DEFAULT_LANG = "pl"
TIMEZONE = "Europe/Warsaw"

# Folders

PATH = os.path.join(ROOT, "content")  # noqa: PTH118
OUTPUT_PATH = os.path.join(ROOT, "output")  # noqa: PTH118
THEME = os.path.join(ROOT, "theme")  # noqa: PTH118
THEME_STATIC_DIR = "theme"  # theme/static is copied there

# Plugins
#
# A plugin is imported above and listed here as a module, never by its name: Pelican goes on
# without a plugin that it does not find by its name, but an import that fails stops it. The
# settings that a plugin from elsewhere reads are named in PLUGIN_SETTINGS; other unknown settings
# are refused.

PLUGINS = [site]
PLUGIN_SETTINGS: list[str] = []

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

# What is off
#
# Articles and pages: the texts of content/ are pages of the plan, read by the plugin.
ARTICLE_PATHS = []
PAGE_PATHS = []
READERS = {"rst": None, "html": None, "md": None}
# Files of content/: our check refuses pictures there, and Pelican would follow links to folders.
STATIC_PATHS = []
# Lists of articles by time, author, category and tag: the plan has the list of news.
DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
# Pelican's feeds: the plugin writes one of news and one of corrections in each language.
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
# Links like {static}: they can copy files from outside content/.
INTRASITE_LINK_REGEX = r"(?!)"
# Caches: a build reads everything anew, so that the same input gives the same bytes.
CACHE_CONTENT = LOAD_CONTENT_CACHE = False
# Deleting the output first: the site is built aside and swapped in as a whole.
DELETE_OUTPUT_DIRECTORY = False

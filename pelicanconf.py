"""Pelican's settings.

Pelican reads no content itself: the plugin datasite.site writes every page from datasets/ and
content/.
"""

import os

ROOT = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120  # Pelican wants text
# The public address: used by canonical links, hreflang, feeds and the data package; links inside
# the site are relative.
SITEURL = os.environ.get("SITEURL", "https://kto-z-kim-za-ile.example").rstrip("/")
# Where readers report errors: the address of the repository, its host (github or gitlab) and
# branch, or an e-mail address. Without an address the pages have no such links.
REPOSITORY_URL = os.environ.get("REPOSITORY_URL", "").rstrip("/")
REPOSITORY_HOST = os.environ.get("REPOSITORY_HOST", "github")
REPOSITORY_BRANCH = os.environ.get("REPOSITORY_BRANCH", "main")
CORRECTIONS_EMAIL = os.environ.get("CORRECTIONS_EMAIL", "")
SITENAME = "Kto z kim za ile"

PATH = os.path.join(ROOT, "content")  # noqa: PTH118
OUTPUT_PATH = os.path.join(ROOT, "output")  # noqa: PTH118
THEME = os.path.join(ROOT, "theme")  # noqa: PTH118
PLUGIN_PATHS = [os.path.join(ROOT, "scripts")]  # noqa: PTH118
PLUGINS = ["datasite.site"]
DELETE_OUTPUT_DIRECTORY = False  # the site is built aside and swapped in as a whole

# Pelican's own readers and outputs are off: articles, pages, static files, feeds, archives,
# intrasite links and caches.
ARTICLE_PATHS = []
PAGE_PATHS = []
STATIC_PATHS = []
DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = (
    None
)
READERS = {"rst": None, "html": None, "md": None}
INTRASITE_LINK_REGEX = r"(?!)"
CACHE_CONTENT = LOAD_CONTENT_CACHE = False

DEFAULT_LANG = "pl"
TIMEZONE = "Europe/Warsaw"
THEME_STATIC_DIR = "theme"

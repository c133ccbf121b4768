"""Where the redirects are kept, for rooms that only need to know that."""

REDIRECTS = "history/redirects.csv"

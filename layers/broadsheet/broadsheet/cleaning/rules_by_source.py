"""The rules that hold for one publisher, who is recognised by the host of the article's URL."""

from broadsheet.cleaning.rule import Rule, Rules

SOURCE_RULES: Rules = (
    Rule(
        name="copyright",
        why="the agency's copyright line",
        selector="p.t-copyright",
        hosts=("rfi.fr",),
    ),
    Rule(
        name="site-image",
        why="the site's logo stands in where an article has no image",
        selector='img[src*="RFI_FB"]',
        hosts=("rfi.fr",),
    ),
)

"""The table. Its keys:

=====================  =========================  ============================================
`subject`              `record`                   what the item is
=====================  =========================  ============================================
`article#<id>`         `current`                  the article as it is served
`article#<id>`         `edition#<digest>`         the article as an earlier raw document has it
`document#<key>`       `receipt#<version id>`     what became of one version of a raw document
`sources`              `<source>`                 that the source exists
=====================  =========================  ============================================

Only current items carry `listing`, `source_listing` and `listed_at`, so only they enter the
indexes `by_published`, `by_source` and `by_changed`.
"""

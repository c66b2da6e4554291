"""The table. Its keys, which `table` alone names:

=====================  ==========================================  ==========================================
`subject`              `record`                                    what the item is
=====================  ==========================================  ==========================================
`article#<id>`         `current`                                   the head: the article as it is served
`article#<id>`         `edition#<key>#<put>#<version>`             the article as another raw document has it
`article#<id>`         `content#<reading>`                         a content that lies apart from the head
`document#<key>`       `receipt#<version id>`                      what became of one version
`document#<key>`       `rejection`                                 the rejection that stands of the key
`sources`              `<source>`                                  that the source exists
=====================  ==========================================  ==========================================

Editions have a `place`, so that the local index `by_place` has them in the order of the article's history.
Heads have what brings them into the listings; see `table.INDEXES`.
"""

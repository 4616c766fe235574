"""The public pages. They read the record and never write to it; they need no JavaScript.

`clocks` reads the two clocks from an address, `fetch` asks the models, `present` turns rows into the plain
values of `cards`, `views` answer. Templates and figures (`charts`) know `cards` only.
"""

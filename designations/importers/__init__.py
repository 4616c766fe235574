"""Documents in, drafts or (under a stated policy) published events out."""

"""From rows of the models to the plain values that templates and figures show. Nothing here queries."""

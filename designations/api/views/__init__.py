"""The resources, each declaring its parameters and its shape; `base` does the rest."""

"""The pages, one module for each group of them. A view asks, presents and renders; it decides nothing."""

"""Drafts as a table: written for spreadsheet programs, and read back with every fault named by its row."""

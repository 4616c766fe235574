"""The pictures by which other sites show a page of this one."""

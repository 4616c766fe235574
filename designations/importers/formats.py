"""The adapters by name, as a feed chooses one."""

from importlib import import_module
from types import ModuleType

from designations.importers.entries import FileRefused

ADAPTERS = (
    "un_consolidated", "ofac_csv", "ofac_xml", "uk_conlist", "ca_regulation", "ca_sema", "eu_fsf", "au_dfat",
    "generic_table", "uk_sanctions_list",
)  # fmt: skip


def adapter(name: str) -> ModuleType:
    """The adapter called `name`, with `ROLES` and `read`. Raises `FileRefused` naming those there are."""
    if name not in ADAPTERS:
        raise FileRefused(f"there is no adapter '{name}'; choose one of {', '.join(ADAPTERS)}")
    return import_module(f"designations.importers.adapters.{name}")

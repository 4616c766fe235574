"""What languages are called in the language of the page."""

from django.utils.translation import get_language_info


def language_name(code: str) -> str:
    """The name of an ISO 639 code; the code itself where no name is known, '' for ''."""
    if not code:
        return ""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code

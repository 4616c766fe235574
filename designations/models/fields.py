"""Column types shared by the nouns."""

import re
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from designations.text.partial_dates import PartialDate, PartialDateError

_DAY = r"\d{4}-\d{2}-\d{2}"
PARTIAL_DATE_PATTERN = rf"^(\d{{4}}(-\d{{2}}(-\d{{2}})?)?|\.\./{_DAY}|{_DAY}/{_DAY})$"

validate_slug = RegexValidator(
    re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$"),
    "A slug has lower-case letters and digits, joined by single hyphens.",
)


if TYPE_CHECKING:
    _Field = models.Field[PartialDate | str | None, PartialDate | None]
else:
    _Field = models.Field


class PartialDateField(_Field):
    """A `PartialDate`, stored as the text of its EDTF form; NULL where no date is known."""

    description = "A date of which only the year, the month or bounds may be known"

    def db_type(self, connection: Any) -> str:
        return "varchar(21)"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate | None:
        return None if value is None else PartialDate.parse(value)

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or value == "" or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.parse(str(value))
        except PartialDateError as error:
            raise ValidationError(str(error), code="partial_date") from error

    def get_prep_value(self, value: Any) -> str | None:
        python = self.to_python(value)
        return None if python is None else str(python)

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    def formfield(self, **kwargs: Any) -> Any:
        from django import forms

        return super().formfield(**{"form_class": forms.CharField, "empty_value": None, **kwargs})


def partial_date_check(field: str, name: str) -> models.CheckConstraint:
    """The database's own look at the form of a partial date in `field`."""
    form = models.Q(**{f"{field}__isnull": True}) | models.Q(**{f"{field}__regex": PARTIAL_DATE_PATTERN})
    return models.CheckConstraint(condition=form, name=name)

"""Refusals of the editorial verbs, shown where the person can mend them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest

from designations.admin.typed import ModelForm
from designations.editorial.errors import EditorialError, Incomplete


def person(request: HttpRequest) -> User:
    """Who is asking; raises `PermissionDenied` for nobody."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def show_on(form: forms.BaseForm, refusal: EditorialError) -> None:
    """Put `refusal` on the fields of `form` that it names; the rest goes to the top of the form."""
    if not isinstance(refusal, Incomplete):
        form.add_error(None, str(refusal))
        return
    for name, texts in refusal.errors.items():
        if name in form.fields:
            form.add_error(name, texts)
        else:
            form.add_error(None, [f"{_spoken(name)}{text}" for text in texts])


def _spoken(name: str) -> str:
    return "" if name == "__all__" else f"{name.replace('_', ' ').capitalize()}: "


class RefusableForm(ModelForm[Any]):
    """A form that shows the refusal which its last submission met in an editorial verb, if any."""

    refusal: EditorialError | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.refusal is not None:
            show_on(self, self.refusal)
        return cleaned


def explained(refusal: EditorialError) -> str:
    """`refusal` in one message, for a page without the form that it is about."""
    if not isinstance(refusal, Incomplete):
        return str(refusal)
    texts = " ".join(f"{_spoken(name)}{' '.join(texts)}" for name, texts in refusal.errors.items())
    return f"{refusal.subject}. {texts}" if refusal.subject else texts


@contextmanager
def refusals_told(request: HttpRequest, *, done: str) -> Iterator[None]:
    """Say `done` after the block, or why an editorial verb in it was refused."""
    try:
        yield
    except EditorialError as refusal:
        messages.error(request, explained(refusal))
    else:
        messages.success(request, done)


def admin_url(obj: Model | type[Model], page: str) -> str:
    """The name of an admin page of a model, such as 'change' or 'changelist'."""
    return f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{page}"

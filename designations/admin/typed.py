"""Django's classes that the type checker wants subscripted, and that cannot be at run time."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin, StackedInline, TabularInline
    from django.forms import ModelChoiceField, ModelForm, ModelMultipleChoiceField
else:

    class _Subscriptable:
        def __class_getitem__(cls, item: object) -> type:
            return cls

    class ModelAdmin(_Subscriptable, admin.ModelAdmin):
        pass

    class StackedInline(_Subscriptable, admin.StackedInline):
        pass

    class TabularInline(_Subscriptable, admin.TabularInline):
        pass

    class ModelForm(_Subscriptable, forms.ModelForm):
        pass

    class ModelChoiceField(_Subscriptable, forms.ModelChoiceField):
        pass

    class ModelMultipleChoiceField(_Subscriptable, forms.ModelMultipleChoiceField):
        pass


__all__ = [
    "ModelAdmin",
    "ModelChoiceField",
    "ModelForm",
    "ModelMultipleChoiceField",
    "StackedInline",
    "TabularInline",
]

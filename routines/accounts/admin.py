"""The admin's view of people: who may enter, and nothing of what they wrote.

Addresses are shown to superusers only. allauth's own tables hold addresses and secrets of logging
in; they are not in the admin at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from routines.accounts.models import User

# One door for all: limited in its tries and, where set up, in two steps.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


def _nothing_to_complete(_request: HttpRequest) -> HttpResponse:
    """No field of the admin completes what is typed; the library's view logs an error instead."""
    return HttpResponse(status=404)


admin.site.autocomplete_view = _nothing_to_complete  # type: ignore[assignment, method-assign]

for model in (EmailAddress, EmailConfirmation, Authenticator, UserSession):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


if TYPE_CHECKING:
    UserModelAdmin = admin.ModelAdmin[User]
else:  # only the type checker can put the model in brackets
    UserModelAdmin = admin.ModelAdmin


@admin.register(User)
class UserAdmin(UserModelAdmin):
    """For superusers: rights only. Accounts are made by signing up or by `make_admin`."""

    list_display = ("email", "is_active", "is_staff", "is_superuser", "date_joined", "is_demo")
    list_filter = ("is_active", "is_staff", "is_superuser", "is_demo")
    search_fields = ("email",)
    ordering = ("-date_joined",)
    fields = (
        "email",
        "is_active",
        "is_staff",
        "is_superuser",
        "groups",
        "user_permissions",
        "date_joined",
        "last_login",
    )
    # The address is changed by its owner, who has to prove it.
    readonly_fields = ("email", "date_joined", "last_login")
    filter_horizontal: ClassVar = ("groups", "user_permissions")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # The library looks for the account first, and so tells anybody whether there is one.
        if not self.has_module_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        # The page that asks "are you sure?" would list what is in the diary.
        return False

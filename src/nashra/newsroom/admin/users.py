"""Accounts on the desk: a name, a password, one role and where it holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import IndexView, UserViewSet

from nashra.accounts import naming
from nashra.accounts.models import Role, User
from nashra.arabic.display_names import skeleton, tidy
from nashra.newsroom.actions import set_role
from nashra.newsroom.models import SectionPage
from nashra.newsroom.roles import SECTION_RIGHTS, roles_of


class RoleFields(forms.Form):
    """The role and its sections, asked in a form and given by an action."""

    display_name = forms.CharField(label=_("Name shown to colleagues"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), required=False)
    role = forms.ChoiceField(
        label=_("Role"), required=False, widget=forms.RadioSelect,
        choices=[("", _("None: may not use the desk")), *Role.choices],
    )  # fmt: skip
    sections: "forms.ModelMultipleChoiceField[SectionPage]" = forms.ModelMultipleChoiceField(
        SectionPage.objects.none(), label=_("In these sections only"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For reporters and desk editors; everywhere if none is ticked."),
    )  # fmt: skip

    def clean_display_name(self) -> str:
        """A reader's name stays one that nobody else has; staff may be called as they are."""
        name = tidy(self.cleaned_data["display_name"])
        user: Any = getattr(self, "instance", None)
        if user is not None and user.name_key and (problem := naming.problem_of(name, user)):
            raise forms.ValidationError(str(problem))
        return name

    def keep_key(self, user: Any) -> None:
        """Follows a reader's name with the key by which names that look the same are found."""
        if user.name_key:
            user.name_key = skeleton(user.display_name)

    def set_up_roles(self, user: Any) -> None:
        """Removes what the role stands for, and shows the role that is held."""
        for name in ("groups", "is_superuser", "first_name", "last_name"):
            self.fields.pop(name, None)
        sections: Any = self.fields["sections"]
        sections.queryset = SectionPage.objects.order_by("path")
        if user.pk and (held := roles_of(user)):
            self.fields["role"].initial = held[0][0]
            sections.initial = [
                section.pk for role, section in held if section and role == held[0][0]
            ]

    def give_role(self, user: Any) -> None:
        """Runs the action with what was chosen."""
        chosen = self.cleaned_data.get("role")
        role = Role(chosen) if chosen else None
        sections = self.cleaned_data["sections"] if role in SECTION_RIGHTS else ()
        set_role(user=user, role=role, sections=list(sections))


class DeskUserCreationForm(RoleFields, UserCreationForm):
    """A new account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_up_roles(self.instance)

    def save(self, commit: bool = True) -> User:
        user: User = super().save(commit)
        self.give_role(user)
        return user

    class Meta(UserCreationForm.Meta):
        model = User
        fields = ["username", "display_name", "email"]


class DeskUserEditForm(RoleFields, UserEditForm):
    """An account; administrators cannot take their own role."""

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **{"editing_self": editing_self, **kwargs})
        self.set_up_roles(self.instance)
        self._editing_self = editing_self
        if editing_self:
            del self.fields["role"], self.fields["sections"]

    def save(self, commit: bool = True) -> User:
        self.keep_key(self.instance)
        user: User = super().save(commit)
        if not self._editing_self:
            self.give_role(user)
        return user

    class Meta(UserEditForm.Meta):
        model = User
        fields = ["username", "display_name", "email", "is_active"]


def roles_shown(user: User) -> str:
    """Somebody's roles in words: «محرر قسم: الرياضة»."""
    return "، ".join(
        f"{role.label}: {section.title}" if section else str(role.label)
        for role, section in roles_of(user)
    )


class DeskUserIndexView(IndexView):
    """The list of accounts with their roles."""

    @property
    def columns(self) -> list[Any]:
        kept = [column for column in super().columns if column.name != "is_superuser"]
        kept.insert(3, Column("role", label=_("Role"), accessor=roles_shown, width="25%"))
        return kept

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("groups")


class DeskUserViewSet(UserViewSet):
    """Wagtail's user screens with roles."""

    index_view_class = DeskUserIndexView
    create_template_name = "newsroom/users/create.html"
    edit_template_name = "newsroom/users/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[forms.BaseForm]:
        return DeskUserEditForm if for_update else DeskUserCreationForm

"""Who is this, at which clinic, in which role; what a patient agreed to and in which country."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medchat.accounts.permissions import Permission
from medchat.accounts.roles import ROLES, Role
from medchat.keys.fields import EncryptedTextField
from medchat.keys.ring import ring


def handle_for(address: str) -> str:
    """Return the blind handle under which an e-mail address is stored and found: keyed, in the shape of an address."""
    return f"{ring().blind(address.strip().lower(), 'email')}@handle.invalid"


class Clinic(models.Model):
    """A hospital or practice; everything a patient or care team sees belongs to exactly one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    country = models.CharField(max_length=2, default="US")
    language = models.CharField(max_length=5, default="en")
    time_zone = models.CharField(max_length=60, default="UTC")
    demo = models.BooleanField(default=False, editable=False)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a demo clinic stays one, so its banner cannot be switched off."""
        if not self._state.adding:
            self.demo = type(self).objects.values_list("demo", flat=True).get(pk=self.pk)
        super().save(*args, **kwargs)


class UserManager(BaseUserManager["User"]):
    """Find and make people by their real address, which is never stored plain."""

    def by_address(self, address: str) -> "User | None":
        return self.filter(email=handle_for(address)).first()

    def create_user(self, *, address: str, name: str, password: str | None = None, language: str = "en") -> "User":
        user = self.model(address=address.strip(), name=name, language=language)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person. `email` is a blind handle (sign-in finds people by it); `address` and `name` are encrypted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.CharField(max_length=80, unique=True, editable=False)
    address = EncryptedTextField()
    name = EncryptedTextField()
    language = models.CharField(max_length=5, default="en")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return f"user {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = handle_for(self.address)
        fields = kwargs.get("update_fields")
        if fields is not None and "address" in fields:
            kwargs["update_fields"] = {*fields, "email"}
        super().save(*args, **kwargs)

    def clinics_with(self, permission: Permission) -> "models.QuerySet[Clinic]":
        """Return the clinics where this person may do that."""
        roles = [name for name, role in ROLES.items() if permission in role.permissions]
        return Clinic.objects.filter(membership__user=self, membership__role__in=roles).distinct()


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Who belongs where."""

    def holding(self, permission: Permission) -> "MembershipQuerySet":
        return self.filter(role__in=[name for name, role in ROLES.items() if permission in role.permissions])


class Membership(models.Model):
    """One role of one person at one clinic."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE)
    role = models.CharField(max_length=12, choices=[(name, name) for name in ROLES])
    created_at = models.DateTimeField(default=timezone.now)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "clinic", "role"], name="one_role_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"

    @property
    def rights(self) -> type[Role]:
        return ROLES[self.role]


class Consent(models.Model):
    """A patient read what this is (that text's version) and agreed to go on; the country decides the numbers shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE)
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=5)
    country = models.CharField(max_length=2)
    accepted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-accepted_at"]
        verbose_name = _("consent")

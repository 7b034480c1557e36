"""Keeps an account's Wagtail groups equal to its current duties."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q

from community.doctors.models import Duty, User
from home.editions.groups import PAGE_ACTIONS, group_name
from portal import countries

EVERYWHERE = ""


def follow(user: User) -> None:
    """Hear of a change of duties."""
    sync_groups(user)


@transaction.atomic
def sync_groups(user: User) -> bool:
    """Give the account the groups of its current duties and take the others; return whether anything changed."""
    managed = {group.name: group for group in Group.objects.filter(name__in=all_group_names())}
    wanted = {name for name in wanted_groups(user) if name in managed}
    held = set(user.groups.filter(name__in=managed).values_list("name", flat=True))
    user.groups.add(*(managed[name] for name in wanted - held))
    user.groups.remove(*(managed[name] for name in held - wanted))
    return wanted != held


def wanted_groups(user: User) -> set[str]:
    """Return the names of the groups that the account's current duties ask for."""
    duties = Duty.objects.current().filter(user=user, kind__in=PAGE_ACTIONS) if user.is_active else Duty.objects.none()
    every = [country.code for country in countries.all()]
    return {
        group_name(code, duty.kind)
        for duty in duties
        for code in (every if duty.country == EVERYWHERE else [duty.country])
    }


def sync_all() -> int:
    """Bring every account in line, also where a duty began or ended by the clock; return how many changed."""
    concerned = User.objects.filter(
        Q(duties__kind__in=PAGE_ACTIONS) | Q(groups__name__in=all_group_names())
    ).distinct()
    return sum(sync_groups(user) for user in concerned)


def all_group_names() -> list[str]:
    """Return the name of every group that duties manage."""
    return [group_name(country.code, kind) for country in countries.all() for kind in PAGE_ACTIONS]

"""Who may do what: one table of routes, methods, roles and states. What is not in it, nobody may.

Every rule holds within the person's own agency only. An administrator opens accounts and reads no record; an auditor
reads and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DESK, SUPERVISOR, RECORDS, COUNSEL, AUDITOR, ADMINISTRATOR = (
    "desk",
    "supervisor",
    "records",
    "counsel",
    "auditor",
    "administrator",
)
ROLES = (DESK, SUPERVISOR, RECORDS, COUNSEL, AUDITOR, ADMINISTRATOR)
STATES = ("received", "review", "filed", "closed", "sealed")


@dataclass(frozen=True, slots=True)
class Rule:
    """Which roles may, and of a record in which states; `states` is None where the route is about no record."""

    roles: frozenset[str]
    states: frozenset[str] | None = None


def _rule(*roles: str, states: tuple[str, ...] | None = None) -> Rule:
    return Rule(frozenset(roles), None if states is None else frozenset(states))


_READS = (DESK, SUPERVISOR, RECORDS, COUNSEL, AUDITOR)
_WORKS = (DESK, SUPERVISOR, RECORDS)
_LIVE = ("filed", "closed")

TABLE: Mapping[str, Mapping[str, Rule]] = {
    "dashboard": {"GET": _rule(*ROLES)},
    "records": {"GET": _rule(*_READS)},
    "intake": {"GET": _rule(*_WORKS), "POST": _rule(*_WORKS)},
    "record": {"GET": _rule(*_READS, states=STATES)},
    "desk": {"GET": _rule(*_WORKS, states=("received",)), "POST": _rule(*_WORKS, states=("received",))},
    "file": {"POST": _rule(*_WORKS, states=("received",))},
    "review": {"POST": _rule(SUPERVISOR, COUNSEL, states=("review",))},
    "done": {"GET": _rule(*_WORKS, states=_LIVE), "POST": _rule(*_WORKS, states=_LIVE)},
    "seal": {"GET": _rule(RECORDS, states=_LIVE), "POST": _rule(RECORDS, states=_LIVE)},
    "deadlines": {"GET": _rule(*_READS)},
    "deadline_done": {"POST": _rule(*_WORKS)},
    "log": {"GET": _rule(SUPERVISOR, RECORDS, COUNSEL, AUDITOR, ADMINISTRATOR)},
    "log_export": {"GET": _rule(RECORDS, COUNSEL, AUDITOR)},
    "people": {"GET": _rule(ADMINISTRATOR), "POST": _rule(ADMINISTRATOR)},
    "person": {"POST": _rule(ADMINISTRATOR)},
}
# Signing in and out, and the second factor: each acts on nobody but the person who asks.
OPEN = frozenset(
    {
        "account_login",
        "account_inactive",
        "first_administrator",
        "invitation",
        "mfa_authenticate",
        "mfa_login_webauthn",
    }
)
OWN = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "account_change_password",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_remove_webauthn",
        "mfa_edit_webauthn",
    }
)


def may(role: str, route: str, method: str, *, own: bool, state: str | None = None) -> bool:
    """Return whether a role may use a route, on a record of its own agency (`own`) in a state.

    >>> may("desk", "record", "GET", own=True, state="filed"), may("administrator", "record", "GET", own=True)
    (True, False)
    """
    rule = TABLE.get(route, {}).get("GET" if method == "HEAD" else method)
    if rule is None or not own or role not in rule.roles:
        return False
    return rule.states is None or state in rule.states

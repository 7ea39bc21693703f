"""Which words each kind of mail has, and to whom they go, at the moment that it is sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask_babel import gettext as _

from app.domain.mail.kinds import MailKind
from app.domain.mail.letter import Letter
from app.services.mail.outbox import Claimed
from app.services.people import forgotten_password, invitation_mail, new_device
from app.web.mail.links import link_to
from app.web.mail.message import host_of
from app.web.mail.package_letter import package
from app.web.platform import labels
from app.web.platform.context import config, db, now
from app.web.platform.language import in_language
from app.web.platform.templating import clock, local_date, local_minute, short_date

Written = tuple[str, Letter]
"""An address and what goes there."""


def upkeep(mail: Claimed) -> Written | None:
    """Write to the operator what is wrong, or that nothing is. In English, as commands speak."""
    if not config().operator_mail:
        return None
    wrong, host = tuple(mail.about["wrong"]), host_of(config())
    letter = Letter(
        subject=f"{host}: look at the server" if wrong else f"{host}: all is well again",
        paragraphs=wrong or ("Days are closed and backups are made again.",),
        after=("Run `her-i-dag doctor`, which says what to do.",) if wrong else (),
        footer=f"Her i dag at {host} sends this to OPERATOR_MAIL, once a day at most.",
        language="en",
    )
    return config().operator_mail or "", letter


def invitation(mail: Claimed) -> Written | None:
    """Write to somebody who is invited, in the language of who invites."""
    found = invitation_mail.to_send(db(), mail.invitation_id, now=now())
    if found is None or not mail.address:
        return None
    token, invited = found
    with in_language(mail.language):
        names: dict[str, str] = {
            "duty": labels.duty(invited.duty),
            "partnership": invited.partnership,
            "venues": ", ".join(invited.venues),
        }
        letter = Letter(
            subject=_("Du er inviteret til %(partnership)s", **names),
            paragraphs=(
                _("Du er inviteret som %(duty)s i %(partnership)s: %(venues)s.", **names)
                if invited.venues
                else _("Du er inviteret som %(duty)s i %(partnership)s.", **names),
                _("Åbn linket, og vælg en adgangskode."),
                _(
                    "Linket er til én person og virker til %(date)s.",
                    date=short_date(invited.ends_at),
                ),
            ),
            link=link_to("people.welcome", token=token),
            link_text=_("Tag imod invitationen"),
            after=(_("Ved du ikke, hvad det handler om, skal du ikke gøre noget."),),
            footer=_(
                "Sendt af Her i dag på %(host)s, fordi en koordinator har indtastet din e-mail.",
                host=host_of(config()),
            ),
            language=mail.language,
        )
    return mail.address, letter


def new_password(mail: Claimed) -> Written | None:
    """Write to somebody who has forgotten their password. Nobody else gets a mail."""
    found = forgotten_password.to_send(db(), mail.address or "", now=now())
    if found is None or not mail.address:
        return None
    with in_language(found.language):
        host = host_of(config())
        letter = Letter(
            subject=_("Vælg en ny adgangskode"),
            paragraphs=(
                _("Hej %(name)s", name=found.name),
                _("Her kan du vælge en ny adgangskode. Linket virker én gang, inden for en time."),
            ),
            link=link_to("people.forgotten_link", token=found.token),
            link_text=_("Vælg en ny adgangskode"),
            after=(_("Har du ikke bedt om det, skal du ikke gøre noget. Intet er ændret."),),
            footer=_(
                "Sendt af Her i dag på %(host)s, fordi nogen har indtastet din e-mail.",
                host=host,
            ),
            language=found.language,
        )
    return mail.address, letter


def signed_in_elsewhere(mail: Claimed) -> Written | None:
    """Write to a member whose account was signed in to on a device that it did not know."""
    found = new_device.to_send(db(), mail.person_id)
    if found is None:
        return None
    at = dt.datetime.fromisoformat(mail.about["at"])
    with in_language(found.language):
        when = {"date": short_date(local_date(at)), "time": clock(local_minute(at))}
        letter = Letter(
            subject=_("Der er logget ind på en ny enhed"),
            paragraphs=(
                _("Hej %(name)s", name=found.name),
                _("Der er logget ind på din konto på en ny enhed %(date)s kl. %(time)s.", **when),
                _("Var det dig, skal du ikke gøre noget."),
                _("Var det ikke, så skift din adgangskode. Så er du logget ud alle andre steder."),
            ),
            link=link_to("people.account"),
            link_text=_("Skift adgangskode"),
            footer=_(
                "Sendt af Her i dag på %(host)s. Vi gemmer ikke, hvilken enhed det var.",
                host=host_of(config()),
            ),
            language=found.language,
        )
    return found.address, letter


WRITERS: dict[MailKind, Callable[[Claimed], Written | None]] = {
    MailKind.INVITATION: invitation,
    MailKind.NEW_DEVICE: signed_in_elsewhere,
    MailKind.PACKAGE: package,
    MailKind.PASSWORD: new_password,
    MailKind.UPKEEP: upkeep,
}
"""Who writes each kind. A writer returns None if there is nobody to write to any more."""

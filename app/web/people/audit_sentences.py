"""The trail in sentences. Each deed that can be done to a subject has its own."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from app.domain.people.audit import AuditDeed, AuditSubject
from app.services.people.audit_list import Audited
from app.web.people.audit_changes import changes_of
from app.web.platform.labels import called
from app.web.platform.templating import signature

Subject, Deed = AuditSubject, AuditDeed
SUBJECTS = {
    Subject.VENUE: _l("steder"),
    Subject.OPENING_HOURS: _l("åbningstider"),
    Subject.CLOSED_DAYS: _l("lukkedage"),
    Subject.ACTIVITY: _l("aktiviteter"),
    Subject.ROLE: _l("roller"),
    Subject.CODE: _l("koder og plakater"),
    Subject.DEVICE: _l("tablets, skærme og telefoner"),
    Subject.PARTNERSHIP: _l("partnerskabet"),
    Subject.ORGANISATION: _l("organisationer"),
    Subject.LANGUAGE: _l("sprog ved døren"),
    Subject.MEMBER: _l("adgang"),
    Subject.INVITATION: _l("invitationer"),
    Subject.NAME: _l("navne på personer"),
    Subject.PASSWORD: _l("adgangskoder"),
    Subject.SECOND_FACTOR: _l("login i to trin"),
    Subject.PASSKEY: _l("adgangsnøgler"),
    Subject.PROVIDER: _l("login et andet sted fra"),
    Subject.READING_KEY: _l("læsenøgler"),
    Subject.REPORT: _l("rapporter"),
    Subject.LOGBOOK: _l("logbøger"),
    Subject.IMPORT: _l("tidligere optællinger"),
    Subject.AUDIT: _l("denne liste som fil"),
}
"""What one may ask for, in the order of the form."""
SENTENCES = {
    (Subject.PARTNERSHIP, Deed.ADDED): _l("%(who)s oprettede partnerskabet %(what)s"),
    (Subject.PARTNERSHIP, Deed.CHANGED): _l("%(who)s ændrede partnerskabet %(what)s"),
    (Subject.ORGANISATION, Deed.ADDED): _l("%(who)s tilføjede organisationen %(what)s"),
    (Subject.ORGANISATION, Deed.CHANGED): _l("%(who)s ændrede organisationen %(what)s"),
    (Subject.ROLE, Deed.ADDED): _l("%(who)s tilføjede rollen %(what)s"),
    (Subject.ROLE, Deed.CHANGED): _l("%(who)s ændrede rollen %(what)s"),
    (Subject.ROLE, Deed.ARCHIVED): _l("%(who)s arkiverede rollen %(what)s"),
    (Subject.ROLE, Deed.RESTORED): _l("%(who)s hentede rollen %(what)s frem igen"),
    (Subject.LANGUAGE, Deed.ADDED): _l("%(who)s godkendte teksterne på %(what)s"),
    (Subject.LANGUAGE, Deed.REMOVED): _l("%(who)s tog godkendelsen af %(what)s tilbage"),
    (Subject.VENUE, Deed.ADDED): _l("%(who)s oprettede stedet %(what)s"),
    (Subject.VENUE, Deed.COPIED): _l("%(who)s oprettede stedet %(what)s"),
    (Subject.VENUE, Deed.CHANGED): _l("%(who)s ændrede stedet %(what)s"),
    (Subject.VENUE, Deed.ARCHIVED): _l("%(who)s arkiverede stedet %(what)s"),
    (Subject.VENUE, Deed.RESTORED): _l("%(who)s hentede stedet %(what)s frem igen"),
    (Subject.OPENING_HOURS, Deed.CHANGED): _l("%(who)s ændrede åbningstiderne for %(what)s"),
    (Subject.CLOSED_DAYS, Deed.ADDED): _l("%(who)s lukkede %(what)s i nogle dage"),
    (Subject.CLOSED_DAYS, Deed.REMOVED): _l("%(who)s fortrød lukkedage for %(what)s"),
    (Subject.ACTIVITY, Deed.ADDED): _l("%(who)s oprettede aktiviteten %(what)s"),
    (Subject.ACTIVITY, Deed.CHANGED): _l("%(who)s ændrede aktiviteten %(what)s"),
    (Subject.ACTIVITY, Deed.ARCHIVED): _l("%(who)s arkiverede aktiviteten %(what)s"),
    (Subject.ACTIVITY, Deed.RESTORED): _l("%(who)s hentede aktiviteten %(what)s frem igen"),
    (Subject.CODE, Deed.CHANGED): _l("%(who)s skiftede koden til %(what)s"),
    (Subject.CODE, Deed.EXPORTED): _l("%(who)s hentede plakater for %(what)s"),
    (Subject.DEVICE, Deed.ADDED): _l("%(who)s startede en enhed: %(what)s"),
    (Subject.DEVICE, Deed.REMOVED): _l("%(who)s stoppede en enhed: %(what)s"),
    (Subject.MEMBER, Deed.JOINED): _l("%(who)s sagde ja til en invitation"),
    (Subject.MEMBER, Deed.CHANGED): _l("%(who)s ændrede adgangen for %(what)s"),
    (Subject.MEMBER, Deed.REMOVED): _l("%(who)s fjernede adgangen for %(what)s"),
    (Subject.INVITATION, Deed.ADDED): _l("%(who)s lavede en invitation"),
    (Subject.INVITATION, Deed.TAKEN_BACK): _l("%(who)s tog en invitation tilbage"),
    (Subject.NAME, Deed.CHANGED): _l("%(who)s rettede navnet på %(what)s"),
    (Subject.PASSWORD, Deed.CHANGED): _l("%(who)s skiftede sin adgangskode"),
    (Subject.PASSWORD, Deed.RESET): _l("%(who)s lavede en ny adgangskode til %(what)s"),
    (Subject.SECOND_FACTOR, Deed.ADDED): _l("%(who)s begyndte at logge ind i to trin"),
    (Subject.SECOND_FACTOR, Deed.CHANGED): _l("%(who)s lavede nye nødkoder"),
    (Subject.SECOND_FACTOR, Deed.REMOVED): _l("%(who)s holdt op med at logge ind i to trin"),
    (Subject.SECOND_FACTOR, Deed.RESET): _l("%(who)s fjernede andet trin fra login for %(what)s"),
    (Subject.PASSKEY, Deed.ADDED): _l("%(who)s tilføjede en adgangsnøgle"),
    (Subject.PASSKEY, Deed.REMOVED): _l("%(who)s fjernede en adgangsnøgle"),
    (Subject.PROVIDER, Deed.ADDED): _l("%(who)s begyndte at logge ind et andet sted fra"),
    (Subject.PROVIDER, Deed.REMOVED): _l("%(who)s holdt op med at logge ind et andet sted fra"),
    (Subject.READING_KEY, Deed.ADDED): _l("%(who)s lavede en læsenøgle"),
    (Subject.READING_KEY, Deed.REMOVED): _l("%(who)s lukkede sin læsenøgle"),
    (Subject.REPORT, Deed.EXPORTED): _l("%(who)s hentede rapporten for %(what)s som fil"),
    (Subject.REPORT, Deed.RELEASED): _l("%(who)s frigav rapporten for %(what)s"),
    (Subject.REPORT, Deed.TAKEN_BACK): _l("%(who)s tog rapporten for %(what)s tilbage"),
    (Subject.REPORT, Deed.SENT): _l("%(who)s fik rapporten for %(what)s på mail"),
    (Subject.LOGBOOK, Deed.EXPORTED): _l("%(who)s hentede logbogen for %(what)s som fil"),
    (Subject.LOGBOOK, Deed.RELEASED): _l("%(who)s afleverede logbogen for %(what)s"),
    (Subject.IMPORT, Deed.ADDED): _l("%(who)s gemte tidligere optællinger"),
    (Subject.IMPORT, Deed.TAKEN_BACK): _l("%(who)s tog tidligere optællinger tilbage"),
    (Subject.AUDIT, Deed.EXPORTED): _l("%(who)s hentede denne liste som fil"),
}


def who_did(entry: Audited) -> str:
    """Return who it was: a name, a former member, or the operator."""
    return str(_("Driften")) if entry.by is None else signature(entry.by)


def sentence(entry: Audited) -> str:
    """Return the entry in a plain sentence, without what changed: Kim arkiverede stedet Skuret."""
    return str(SENTENCES[entry.subject, entry.deed]) % _words(entry)


def shown(entry: Audited) -> Markup:
    """Return the sentence for a page, with its names set apart from their surroundings."""
    words = {key: Markup("<bdi>{}</bdi>").format(word) for key, word in _words(entry).items()}
    return Markup(str(SENTENCES[entry.subject, entry.deed])) % words  # noqa: S704  ours


def in_words(entry: Audited) -> str:
    """Return everything that is told of an entry, to search in."""
    return " ".join((sentence(entry), entry.venue or "", *changes_of(entry)))


def _words(entry: Audited) -> dict[str, str]:
    what = signature(entry.name)
    if entry.subject is Subject.LANGUAGE:
        what = called(entry.name)
    if entry.subject is Subject.DEVICE:
        what = {"tablet": _("tablet"), "screen": _("skærm"), "phone": _("telefon")}[entry.name]
    return {"who": who_did(entry), "what": what}

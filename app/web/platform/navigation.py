"""Which link of the header on staff pages is the current one, and where their help is."""

from __future__ import annotations

from flask import request

SECTIONS = {
    "data_protection": "venues.venues",
    "host": "host.today",
    "imports": "venues.venues",
    "logbook": "logbook.logbooks",
    "people": "people.people",
    "reader": "reader.released",
    "reports": "reports.report_page",
    "venues": "venues.venues",
}
"""The endpoint of the header's link for each blueprint with staff pages."""
ACCOUNT = "/konto"
"""The viewer's own account, which has its own link, and what is below it."""
AWAY = ("/log-ind", "/glemt", "/velkommen")
"""Where people get in, which is no section."""
HELP_OF = {
    "data_protection": ("kommunen", ""),
    "desk": ("kvartalet", ""),
    "host": ("vaertens-dag", ""),
    "imports": ("tallene", "talt-med"),
    "logbook": ("kvartalet", "skriv-logbogen"),
    "people": ("opsaetning", "faa-adgang"),
    "reader": ("tallene", ""),
    "reports": ("kvartalet", "frigiv-rapporten"),
    "venues": ("opsaetning", ""),
    "host.type_number": ("vaertens-dag", "mens-i-har-aabent"),
    "host.new_activity": ("vaertens-dag", "mens-i-har-aabent"),
    "host.note": ("vaertens-dag", "naar-i-lukker"),
    "host.days": ("vaertens-dag", "papir-og-dage-i-glemte"),
    "host.day": ("vaertens-dag", "papir-og-dage-i-glemte"),
    "host.paper": ("vaertens-dag", "papir-og-dage-i-glemte"),
    "host.devices": ("vaertens-dag", "papir-og-dage-i-glemte"),
    "logbook.hand_in": ("kvartalet", "aflever-logbogen"),
    "people.people": ("opsaetning", "vaerter"),
    "people.audit": ("opsaetning", "hvem-gjorde-hvad"),
    "people.invite": ("opsaetning", "vaerter"),
    "people.reading_key": ("tallene", ""),
    "venues.new_venue": ("opsaetning", "opret-stedet"),
    "venues.hours": ("opsaetning", "aabningstider"),
    "venues.several_hours": ("opsaetning", "aabningstider"),
    "venues.closed_days": ("vaertens-dag", "naar-i-aabner"),
    "venues.new_activity": ("opsaetning", "aktiviteter"),
    "venues.paste_activities": ("opsaetning", "aktiviteter"),
    "venues.edit_activity": ("opsaetning", "aktiviteter"),
    "venues.partnership": ("opsaetning", "roller"),
    "venues.new_role": ("opsaetning", "roller"),
    "venues.edit_role": ("opsaetning", "roller"),
    "venues.take_posters": ("opsaetning", "plakater"),
    "venues.code": ("opsaetning", "plakater"),
    "venues.replace_code": ("opsaetning", "plakater"),
}
"""The chapter and anchor for each blueprint with staff pages, and for pages with their own."""


def help_place() -> tuple[str, str]:
    """Return the chapter and anchor of help for this page; ("", "") leads to the contents."""
    usual = HELP_OF.get(request.blueprint or "", ("", ""))
    return HELP_OF.get(request.endpoint or "", usual)


def current_section() -> str:
    """Return the endpoint of the header's current link, or "" if there is none."""
    if request.path.startswith(ACCOUNT):
        return "people.account"
    if request.path.startswith(AWAY):
        return ""
    return SECTIONS.get(request.blueprint or "", "")

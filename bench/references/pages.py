"""The references' templates: a question with eight activities and four roles, and a thank-you."""

from __future__ import annotations

RULES = "".join(f".c{n}{{margin:{n}px;padding:{n}px;color:#1{n:02x}{n:02x}1}}" for n in range(60))
CSS = f"body{{font:18px/1.4 system-ui;margin:0 auto;max-width:30em;padding:1em}}{RULES}"
GROUPS = [
    {
        "title": "What for",
        "name": "activity",
        "options": [{"id": n, "title": f"Activity number {n}"} for n in range(1, 9)],
    },
    {
        "title": "I am",
        "name": "role",
        "options": [{"id": n, "title": f"Role {n}"} for n in range(1, 5)],
    },
]
TEMPLATES = {
    "base.html": """<!doctype html>
<html lang="{{ lang }}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>{{ title }}</title>
<style>{{ css|safe }}</style></head>
<body><header><h1>{{ venue.name }}</h1></header><main>{% block main %}{% endblock %}</main>
<footer>{{ _('No account, no name, nothing to install.') }}</footer></body></html>""",
    "form.html": """{% extends "base.html" %}{% block main %}
{% for message in get_flashed_messages() %}<p>{{ message }}</p>{% endfor %}
<form method="post"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
{% for group in groups %}<fieldset><legend>{{ _(group.title) }}</legend>
{% for option in group.options %}<label><input type="radio" name="{{ group.name }}"
 value="{{ option.id }}"{% if loop.first %} checked{% endif %}> {{ _(option.title) }}</label>
{% endfor %}</fieldset>{% endfor %}
<button>{{ _('Check in') }}</button></form>{% endblock %}""",
    "done.html": """{% extends "base.html" %}{% block main %}
<p>{{ _('You are checked in for') }} {{ activity }} {{ _('at') }} {{ at }}</p>
<p>{{ _('Your mark') }}: {{ mark }}</p>{% endblock %}""",
}

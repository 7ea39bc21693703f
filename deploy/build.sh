#!/usr/bin/env bash
# Makes TARGET, a folder from which this version runs, out of the source folder. Used by install.sh,
# upgrade.sh and Containerfile. Needs python3-venv, and the Python packages' registry or, with
# PIP_NO_INDEX=1 PIP_FIND_LINKS=FOLDER, a folder of wheels.
set -euo pipefail
[ $# = 2 ] || { echo "deploy/build.sh SOURCE TARGET" >&2; exit 2; }
source=$1 target=$2
umask 022

mkdir -p "$target"
cp -r "$source"/{app,migrations,deploy,config.py,wsgi.py,requirements.txt,pyproject.toml,CHANGELOG.md,LICENSE} "$target"
mkdir "$target/docs"
cp -r "$source"/docs/{guides,papirer} "$target/docs"  # what /hjaelp and /privatliv show
find "$target" -name __pycache__ -prune -exec rm -r {} +

python3 -m venv "$target/.venv"
"$target/.venv/bin/pip" install --quiet --disable-pip-version-check --no-cache-dir \
  --require-hashes --only-binary :all: --requirement "$target/requirements.txt"
for texts in "$target"/app/translations/*/LC_MESSAGES/messages.po; do
  "$target/.venv/bin/pybabel" --quiet compile --input-file "$texts" --output-file "${texts%.po}.mo"
done
# The server may not write here, so Python's compiled files are made now.
"$target/.venv/bin/python" -m compileall -q "$target/app" "$target/migrations" \
  "$target/config.py" "$target/wsgi.py"

#!/usr/bin/env bash
# Upgrades to the release this script is in, without a failed request: copy, migrate, switch.
# The previous version works with the new database, so the way back is `deploy/switch.sh VERSION`.
set -euo pipefail
. "$(dirname "$0")/common.sh"
need_root
[ -L "$HOME_DIR/current" ] || stop "Nothing is installed here. Run deploy/install.sh."
before=$(basename "$(readlink "$HOME_DIR/current")")
version=$(version_of "$SOURCE")

echo "Version $version, with its Python packages …"
build "$SOURCE" "$version"

echo "A backup, by version $before …"
"$COMMAND" backup "$BACKUPS/before-$version-$(date +%Y%m%dT%H%M%S).backup"

# That backup is the copy that `migrate` asks for where a version destroys numbers.
echo "The database …"
set -a
# shellcheck source=/dev/null
. "$SETTINGS"
set +a
(umask 077 && runuser -u her-i-dag -- "$HOME_DIR/$version/.venv/bin/flask" \
  --app "$HOME_DIR/$version/wsgi.py" migrate --copied)

install_units
"$SOURCE/deploy/switch.sh" "$version"
echo "The way back: $HOME_DIR/$version/deploy/switch.sh $before"

#!/usr/bin/env bash
# Tries all of deploy/ on an empty Debian with systemd, in a container that is thrown away: installs,
# counts a visit, closes its day, makes a backup and restores it elsewhere, upgrades under load, and
# goes back. Takes about five minutes. Run as root, with debootstrap and systemd-container installed
# and ports 80 and 443 free:
#
#     deploy/trial.sh [bookworm|trixie] [sqlite|postgresql]
#
# TRIAL_FOLDER is where it works (and what it deletes); WHEELS a folder of wheels, to use no registry.
set -euo pipefail
. "$(dirname "$0")/common.sh"

outside() { # SUITE DATABASE
  local folder=${TRIAL_FOLDER:-/var/tmp/her-i-dag-trial} head
  local root="$folder/root"
  need_root
  rm -rf "$root" && mkdir -p "$folder"
  echo "# An empty Debian ($1), with $2"
  debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus "$1" "$root" \
    http://deb.debian.org/debian >"$folder/debootstrap.log"
  mkdir -p "$root/src" "$root/wheels"
  git -C "$SOURCE" ls-files -z | tar --directory "$SOURCE" --create --null --files-from - |
    tar --directory "$root/src" --extract

  # The next release: another number, and a column that the one before knows nothing of.
  cp -r "$root/src" "$root/next"
  sed -i 's/^version = .*/version = "99.0"/' "$root/next/pyproject.toml"
  head=$(cd "$root/src/migrations/versions" && printf '%s\n' [0-9]*.py | sort | tail -1)
  cat >"$root/next/migrations/versions/9999_trial.py" <<END
import sqlalchemy as sa
from alembic import op
revision = "9999_trial"
down_revision = "${head%.py}"
def upgrade():
    op.add_column("visit", sa.Column("trial", sa.Integer))
END
  cat >"$root/etc/systemd/system/trial.service" <<END
[Unit]
After=multi-user.target
SuccessAction=exit-force
FailureAction=exit-force
[Service]
Type=oneshot
Environment=HOME=/root PIP_DISABLE_PIP_VERSION_CHECK=1 ${WHEELS:+PIP_NO_INDEX=1 PIP_FIND_LINKS=/wheels}
ExecStart=/src/deploy/trial.sh inside $2
StandardOutput=append:/trial.log
StandardError=append:/trial.log
[Install]
WantedBy=default.target
END
  ln -s ../trial.service "$root/etc/systemd/system/multi-user.target.wants/trial.service"
  : >"$root/trial.log"
  tail --follow --lines=+1 "$root/trial.log" &
  # shellcheck disable=SC2064
  trap "kill $!" EXIT
  systemd-nspawn --quiet --directory="$root" --boot --register=no --keep-unit --console=pipe \
    --resolv-conf=copy-host --bind-ro=/etc/hosts ${WHEELS:+--bind-ro="$WHEELS:/wheels"} \
    >"$folder/boot.log" 2>&1 </dev/null || true
  sleep 1 # for the last lines
  grep -q '^# All of it works' "$root/trial.log"
}

phones=(python3 /src/tests/support/phones.py)

# The operator's commands show no counts, so this looks into the file.
rows() { # TABLE [FILE]
  if [ -z "${2-}" ] && [ "$database" = postgresql ]; then
    runuser -u postgres -- psql --no-psqlrc --tuples-only --no-align --dbname her-i-dag \
      --command "SELECT count(*) FROM $1"
  else
    python3 -c 'import sqlite3, sys
print(sqlite3.connect(sys.argv[2]).execute(f"SELECT count(*) FROM {sys.argv[1]}").fetchone()[0])' \
      "$1" "${2:-$STATE/her-i-dag.sqlite}"
  fi
}

under_load() { # COMMAND …
  local before load done=0
  before=$(rows visit)
  "${phones[@]}" load "$poster" >/tmp/load &
  load=$!
  "$@" || done=$?
  kill $load
  wait $load
  cat /tmp/load
  grep -q "failures: none" /tmp/load
  echo "Rows of visits: $before before, $(rows visit) after."
  return $done
}

inside() {
  trap 'echo "FAILED in line $LINENO"; journalctl --no-pager --lines 60' ERR
  set -o errtrace
  export DEBIAN_FRONTEND=noninteractive
  local database=$1 file counts poster library environment
  echo "# Install"
  time /src/deploy/install.sh --base-url https://localhost --database "$database" \
    --partnership Landsbyen </dev/null | tee /tmp/installed
  systemctl --no-pager --plain list-units 'her-i-dag*' caddy.service | grep -E 'her-i-dag|caddy'
  systemd-analyze --no-pager security 'her-i-dag.service' | tail -1

  echo "# A coordinator, over TLS"
  install -m 644 /var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt \
    /usr/local/share/ca-certificates/caddy.crt
  update-ca-certificates >/dev/null
  "${phones[@]}" accept "$(tail -1 /tmp/installed)"

  echo "# A visit, counted yesterday"
  apt-get install -qq -y --no-install-recommends libfaketime >/dev/null
  library=$(dpkg -L libfaketime | grep 'libfaketime.so.1$')
  mkdir -p /run/systemd/system/her-i-dag.service.d
  printf '[Service]\nEnvironment=LD_PRELOAD=%s FAKETIME=-1d\n' "$library" \
    >/run/systemd/system/her-i-dag.service.d/yesterday.conf
  for environment in /etc/postgresql/*/main/environment; do # The two clocks must agree.
    [ ! -e "$environment" ] || printf "LD_PRELOAD = '%s'\nFAKETIME = '-1d'\n" "$library" >"$environment"
  done
  systemctl daemon-reload && systemctl restart 'postgresql@*' && systemctl restart her-i-dag
  her-i-dag add-venue 1 "Caféen" >/dev/null
  poster=https://localhost/c/$(her-i-dag list | sed -n 's/^ *code \([A-Z0-9]*\):.*/\1/p' | head -1)
  "${phones[@]}" press "$poster"
  echo "Rows of visits: $(rows visit), of days' counts: $(rows day_count)."
  [ "$(rows visit)" = 1 ]

  echo "# Its day, closed today"
  rm /run/systemd/system/her-i-dag.service.d/yesterday.conf
  for environment in /etc/postgresql/*/main/environment; do
    [ ! -e "$environment" ] || : >"$environment"
  done
  systemctl daemon-reload && systemctl restart 'postgresql@*' && systemctl restart her-i-dag
  systemctl start her-i-dag-close-days
  echo "Rows of visits: $(rows visit), of days' counts: $(rows day_count)."
  [ "$(rows visit)" = 0 ]
  [ "$(rows day_count)" -gt 0 ]

  echo "# An encrypted backup, and a restore elsewhere"
  apt-get install -qq -y --no-install-recommends age >/dev/null
  age-keygen -o /root/key
  echo "BACKUP_RECIPIENT=$(age-keygen -y /root/key)" >>"$SETTINGS"
  systemctl start her-i-dag-backup
  ls -l "$BACKUPS"
  file=/root/$(ls "$BACKUPS")
  mv "$BACKUPS"/* /root
  BASE_URL=https://elsewhere.example DATABASE_URL=sqlite:////root/elsewhere.sqlite \
    "$HOME_DIR/current/.venv/bin/flask" --app "$HOME_DIR/current/wsgi.py" restore --identity /root/key "$file"
  counts=$(rows day_count)
  echo "Rows of days' counts: $counts, elsewhere: $(rows day_count /root/elsewhere.sqlite)."
  [ "$(rows day_count /root/elsewhere.sqlite)" = "$counts" ]
  [ "$(rows visit /root/elsewhere.sqlite)" = 0 ]

  echo "# A restore here"
  install -m 600 -o her-i-dag "$file" /root/key "$BACKUPS"
  systemctl stop her-i-dag.socket her-i-dag
  if [ "$database" = postgresql ]; then
    runuser -u postgres -- dropdb her-i-dag
    runuser -u postgres -- createdb --owner her-i-dag --encoding UTF8 --template template0 her-i-dag
  else
    mv "$STATE"/her-i-dag.sqlite* /root
  fi
  her-i-dag restore --identity "$BACKUPS/key" "$BACKUPS/${file##*/}"
  rm "$BACKUPS/key"
  systemctl start her-i-dag.socket her-i-dag
  [ "$(rows day_count)" = "$counts" ]
  her-i-dag doctor

  echo "# An upgrade under load"
  under_load /next/deploy/upgrade.sh
  echo "# The way back, under load, with the next version's database"
  under_load "$HOME_DIR/99.0/deploy/switch.sh" "$(version_of /src)"
  echo "# A backup of the next version's database"
  systemctl start her-i-dag-backup
  echo "# A version that does not start changes nothing, under load"
  cp -r "$HOME_DIR/99.0" "$HOME_DIR/broken" && echo 'raise SystemExit("broken")' >"$HOME_DIR/broken/wsgi.py"
  sed -i "1s|99.0|broken|" "$HOME_DIR/broken/.venv/bin/flask"
  if under_load "$HOME_DIR/99.0/deploy/switch.sh" broken; then false; fi

  echo "# The logs"
  if journalctl --no-pager --unit 'her-i-dag*' --unit caddy | grep -E "${poster##*/}|127\.0\.0\.1:[0-9]+.*GET"; then false; fi
  echo "They name no code and no address."
  echo "# All of it works"
}

# One line, so that the script may be edited while it runs.
if [ "${1-}" = inside ]; then inside "$2"; else outside "${1:-bookworm}" "${2:-sqlite}"; fi; exit

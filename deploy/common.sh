# What install.sh, upgrade.sh and switch.sh share. It is sourced, not run.
# shellcheck shell=bash disable=SC2034

SOURCE=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
HOME_DIR=/opt/her-i-dag            # one folder for each version, and `current`, a link to one of them
SETTINGS=/etc/her-i-dag/settings   # NAME=value lines, read by systemd and by the shell
STATE=/var/lib/her-i-dag           # the SQLite file
BACKUPS=/var/backups/her-i-dag     # systemd deletes what is older than 34 days: systemd/tmpfiles.conf
COMMAND=/usr/local/sbin/her-i-dag

stop() {
  echo "$*" >&2
  exit 1
}

need_root() {
  [ "$(id -u)" = 0 ] || stop "Run this as root."
}

# The version of a source folder: what git calls it, or else the project's own number.
version_of() {
  { [ -e "$1/.git" ] && git -C "$1" describe --tags --always --dirty 2>/dev/null; } ||
    sed -n 's/^version = "\(.*\)"/\1/p' "$1/pyproject.toml"
}

# Makes a folder from which a version runs. Python's environment cannot be moved, so the folder has its
# name from the start, and `.made` says that it is whole.
build() { # SOURCE VERSION
  local target="$HOME_DIR/$2"
  if [ -e "$target/.made" ]; then
    echo "Version $2 is here already."
    return
  fi
  rm -rf "$target"
  "$1/deploy/build.sh" "$1" "$target"
  touch "$target/.made"
}

# Lets `current` be a version. The link is replaced in one step.
point_to() { # VERSION
  ln -s --no-dereference --force "$1" "$HOME_DIR/.current"
  mv --no-target-directory "$HOME_DIR/.current" "$HOME_DIR/current"
}

has_systemd() {
  [ -d /run/systemd/system ]
}

install_units() {
  local unit units=/etc/systemd/system
  install -D -m 644 "$SOURCE/deploy/systemd/tmpfiles.conf" /etc/tmpfiles.d/her-i-dag.conf
  install -m 644 -t $units "$SOURCE"/deploy/systemd/*.{service,socket,timer}
  # The bridge is the same server under another name: see switch.sh.
  install -m 644 "$SOURCE/deploy/systemd/her-i-dag.service" $units/her-i-dag-bridge.service
  install -D -m 644 -t $units/her-i-dag-bridge.service.d "$SOURCE/deploy/systemd/bridge.conf"
  for unit in her-i-dag her-i-dag-bridge her-i-dag-backup her-i-dag-close-days her-i-dag-audit; do
    install -D -m 644 -t "$units/$unit.service.d" "$SOURCE/deploy/systemd/hardening.conf"
  done
  install -m 755 "$SOURCE/deploy/her-i-dag" "$COMMAND"
  if has_systemd; then systemctl daemon-reload; fi
}

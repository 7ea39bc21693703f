#!/usr/bin/env bash
# Installs Her i dag on Debian 12 or 13: docs/operating.md. Run it as root from an unpacked release.
# It may be run again: it keeps the settings, the database and what is set up, and mends the rest.
set -euo pipefail
. "$(dirname "$0")/common.sh"

usage="deploy/install.sh [--base-url https://heridag.example] [--partnership NAME]
                  [--database sqlite|postgresql] [--no-proxy]
It asks for what is missing. --no-proxy leaves Caddy out, for a proxy that you have already."
base_url='' partnership='' database='' proxy=1
while [ $# -gt 0 ]; do
  case "$1" in
    --base-url) base_url=${2:?$usage} && shift 2 ;;
    --partnership) partnership=${2:?$usage} && shift 2 ;;
    --database) database=${2:?$usage} && shift 2 ;;
    --no-proxy) proxy=0 && shift ;;
    --help) echo "$usage" && exit ;;
    *) echo "$usage" >&2 && exit 2 ;;
  esac
done

# Asks, or takes the default where nobody can answer.
ask() { # QUESTION DEFAULT
  local answer=''
  if [ -t 0 ]; then read -r -p "$1${2:+ [$2]}: " answer; fi
  answer=${answer:-$2}
  [ -n "$answer" ] || stop "$usage"
  echo "$answer"
}

need_root
if [ -e "$SETTINGS" ]; then
  base_url=$(sed -n 's/^BASE_URL=//p' "$SETTINGS")
  echo "The settings in $SETTINGS are kept."
else
  base_url=${base_url:-$(ask "The address people will use, as on the posters (https://…)" '')}
  database=${database:-$(ask "Database, sqlite or postgresql" sqlite)}
fi
[[ $base_url =~ ^https://[a-z0-9.:-]+$ ]] || stop "Give the address as https://heridag.example"
[[ $database =~ ^(|sqlite|postgresql)$ ]] || stop "Give --database sqlite or postgresql."
if [ "$database" = sqlite ]; then
  database_url="sqlite:///$STATE/her-i-dag.sqlite"
else
  database_url="postgresql:///her-i-dag?host=/run/postgresql"
fi

echo "Debian's packages …"
export DEBIAN_FRONTEND=noninteractive
packages=(python3-venv ca-certificates curl)
if [ "$proxy" = 1 ]; then packages+=(caddy); fi
if [ "$database" = postgresql ]; then packages+=(postgresql); fi
apt-get update --quiet --quiet
apt-get install --quiet --quiet --yes --no-install-recommends "${packages[@]}" >/dev/null

echo "The user and the folders …"
id her-i-dag >/dev/null 2>&1 ||
  useradd --system --user-group --home-dir "$STATE" --no-create-home --shell /usr/sbin/nologin her-i-dag
install -d -m 755 "$HOME_DIR" "$(dirname "$SETTINGS")"
install -d -m 700 -o her-i-dag -g her-i-dag "$STATE" "$BACKUPS"
if [ ! -e "$SETTINGS" ]; then
  install -m 600 /dev/stdin "$SETTINGS" <<END
# docs/settings.md describes every setting. Afterwards: deploy/switch.sh
BASE_URL=$base_url
DATABASE_URL=$database_url
TRUSTED_PROXIES=1
BACKUP_FOLDER=$BACKUPS
END
fi

version=$(version_of "$SOURCE")
echo "Version $version, with its Python packages …"
build "$SOURCE" "$version"
if [ ! -e "$HOME_DIR/current" ]; then point_to "$version"; fi
install_units

echo "The database …"
if [ "$database" = postgresql ]; then
  as_postgres() { runuser -u postgres -- "$@"; }
  as_postgres createuser her-i-dag 2>/dev/null || true # It is there from the last time.
  as_postgres createdb --owner her-i-dag --encoding UTF8 --template template0 her-i-dag 2>/dev/null || true
fi
"$COMMAND" migrate

echo "The services …"
units=(her-i-dag.socket her-i-dag.service her-i-dag-{close-days,backup,audit}.timer)
systemctl --quiet enable "${units[@]}"
if has_systemd; then systemctl start "${units[@]}"; fi
if [ "$proxy" = 1 ]; then
  if ! grep -q 'Her i dag' /etc/caddy/Caddyfile; then # Somebody's own, or Debian's welcome page.
    cp /etc/caddy/Caddyfile /etc/caddy/Caddyfile.before-her-i-dag
  fi
  usermod --append --groups her-i-dag caddy # It may connect to the socket. Files are 0600.
  sed "s|{\$BASE_URL}|$base_url|" "$SOURCE/deploy/Caddyfile" >/etc/caddy/Caddyfile
  if has_systemd; then systemctl restart caddy; fi
fi

if "$COMMAND" list | grep -q '^partnership'; then
  echo "Done. The partnerships are kept: her-i-dag list"
  exit
fi
partnership=${partnership:-$(ask "The name of the first partnership" '')}
id=$("$COMMAND" add-partnership "$partnership")
echo "Done. The first coordinator chooses a password here, within 14 days:"
"$COMMAND" invite-person "$id" --duty coordinator

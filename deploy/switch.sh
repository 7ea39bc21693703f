#!/usr/bin/env bash
# Lets another installed version answer, or the same one with new settings, without a failed request:
#
#     deploy/switch.sh            restart the current version
#     deploy/switch.sh VERSION    a folder in /opt/her-i-dag: the way back after an upgrade
#
# The bridge is a second server on the same socket. It answers while the first one restarts, and
# each finishes what it has begun. If it cannot start, nothing has changed.
set -euo pipefail
. "$(dirname "$0")/common.sh"
need_root
before=$(basename "$(readlink "$HOME_DIR/current")")
version=${1:-$before}
[ -e "$HOME_DIR/$version/.made" ] ||
  stop "There is no version $version. There are: $(cd "$HOME_DIR" && echo */)"

give_up() {
  point_to "$before"
  # The first server is untouched unless the bridge had already started.
  if systemctl --quiet is-active her-i-dag-bridge.service; then
    systemctl restart her-i-dag.service
  fi
  systemctl --quiet stop her-i-dag-bridge.service
  stop "Version $version does not start (journalctl -u 'her-i-dag*'). Version $before still answers."
}

point_to "$version"
systemctl start her-i-dag-bridge.service || give_up
systemctl restart her-i-dag.service || give_up
systemctl --quiet stop her-i-dag-bridge.service
echo "Version $version answers. Before it was $before."

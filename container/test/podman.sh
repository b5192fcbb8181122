#!/bin/bash
# podman.sh COMMAND...: runs a command beside a podman of its own, in namespaces of their own: with
# another store, and with a network that has nothing but loopback, so neither what podman does to
# the firewall nor a port that it opens is seen outside. Needs root; leaves its store in
# target/podman, where the next run finds the images again.
#
# The command finds podman's Docker-compatible interface in DOCKER_HOST, with what Testcontainers
# has to be told about it.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
work=${STOKER_PODMAN:-$here/target/podman}
mkdir -p "$work"/{store,run,tmp,net}

cat > "$work/storage.conf" << X1
[storage]
driver = "overlay"
graphroot = "$work/store"
runroot = "$work/run"
X1
# runc, since crun wants the newer layout of control groups; limits that a small machine may set.
cat > "$work/containers.conf" << X2
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
[engine]
runtime = "$(command -v runc || echo /usr/sbin/runc)"
cgroup_manager = "cgroupfs"
events_logger = "file"
tmp_dir = "$work/tmp"
[network]
network_backend = "netavark"
network_config_dir = "$work/net"
X2
# Images have names of their own here; nothing is ever pulled.
printf 'unqualified-search-registries = []\n' > "$work/registries.conf"

export CONTAINERS_STORAGE_CONF=$work/storage.conf CONTAINERS_CONF=$work/containers.conf
export CONTAINERS_REGISTRIES_CONF=$work/registries.conf
export STOKER_PODMAN=$work DOCKER_HOST=unix://$work/podman.sock
export TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1

# shellcheck disable=SC2016 # expanded by the shell inside
exec unshare --net --mount --pid --fork --kill-child --mount-proc bash -c '
  set -eu
  ip link set lo up
  rm -f "$STOKER_PODMAN/podman.sock"
  podman system service --time=0 "$DOCKER_HOST" > "$STOKER_PODMAN/service.log" 2>&1 &
  service=$!
  trap "kill $service 2> /dev/null; wait $service 2> /dev/null || true" EXIT
  while ! curl -s -o /dev/null --unix-socket "$STOKER_PODMAN/podman.sock" http://podman/_ping; do
    kill -0 "$service" 2> /dev/null || { cat "$STOKER_PODMAN/service.log" >&2; exit 1; }
    sleep 0.1
  done
  "$@"
' podman.sh "$@"

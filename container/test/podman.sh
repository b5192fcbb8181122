#!/bin/bash
# podman.sh COMMAND...: runs a command beside a podman of its own, in namespaces of their own: with
# another store, and with a network that has nothing but loopback, so neither what podman does to
# the firewall nor a port that it opens is seen outside. Needs root; leaves its store in
# target/podman, where the next run finds the images again. Nothing else of a run is left to the
# next one, however it ended, nor shared with another podman of the machine.
#
# The command finds podman's Docker-compatible interface in DOCKER_HOST, with what Testcontainers
# has to be told about it.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
work=${STOKER_PODMAN:-$here/target/podman}
mkdir -p "$work"
exec 9> "$work/lock"
flock -n 9 || {
  echo "$0: another one is running in $work" >&2
  exit 1
}
# Of an earlier run, whose processes, mounts and addresses are gone: podman takes it for a reboot.
rm -rf "$work/run" "$work/tmp" "$work/net"
mkdir -p "$work"/{store,run,tmp,net}

# A root file system that is a container's own takes no layers above it.
driver=overlay
if [ "$(stat -f -c %T "$work/store")" = overlayfs ]; then driver=vfs; fi
cat > "$work/storage.conf" << X1
[storage]
driver = "${STOKER_PODMAN_DRIVER:-$driver}"
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
# systemd would run health checks, outside of here.
export DISABLE_HC_SYSTEMD=true

# shellcheck disable=SC2016 # expanded by the shell inside
exec unshare --net --mount --pid --fork --kill-child --mount-proc bash -c '
  set -eu
  ip link set lo up
  # Where every podman of a machine keeps locks, addresses and what runs.
  for shared in /run/containers /run/netns /run/runc /dev/shm; do
    mkdir -p "$shared"
    mount -t tmpfs tmpfs "$shared"
  done
  rm -f "$STOKER_PODMAN/podman.sock"
  podman system service --time=0 "$DOCKER_HOST" > "$STOKER_PODMAN/service.log" 2>&1 &
  service=$!
  end() {
    podman rm --all --force --time 0 > /dev/null 2>&1 || true
    kill "$service" 2> /dev/null || true
    wait "$service" 2> /dev/null || true
  }
  trap end EXIT
  while ! curl -s -o /dev/null --unix-socket "$STOKER_PODMAN/podman.sock" http://podman/_ping; do
    kill -0 "$service" 2> /dev/null || { cat "$STOKER_PODMAN/service.log" >&2; exit 1; }
    sleep 0.1
  done
  # Those of a run that was ended; podman knows that they do not run any more.
  podman rm --all --force --time 0 > /dev/null
  "$@"
' podman.sh "$@"

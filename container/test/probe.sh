#!/bin/bash
# probe.sh: whether containers can be run here as the tests run them; inside of podman.sh. Makes one
# of what every Debian has (perl), without a privilege and on a root file system that is read-only,
# and has it tell its memory limit and a word from a folder that is mounted, through a port that is
# published. Where something of this does not work it says what, and ends with 1.
set -eu
: "${STOKER_PODMAN:?run it by podman.sh}"
folder=$(mktemp -d)
container=
trap 'rm -rf "$folder"; [ -z "$container" ] || podman rm -f -t 0 "$container" > /dev/null 2>&1' EXIT
chmod 755 "$folder"

no() {
  echo "$*"
  exit 1
}
# What a step prints goes to $folder/said.
try() {
  local what=$1
  shift
  "$@" > "$folder/said" 2> "$folder/errors" ||
    no "$what does not work: $(tail -n 3 "$folder/errors" | tr '\n' ' ')"
}

try "podman info" podman info

root=$folder/root
mkdir -p "$root"/{bin,dev,proc,sys,mnt}
cp -L "$(command -v perl)" "$root/bin/perl"
{ ldd "$root/bin/perl" || true; } | grep -o '/[^ ]*\.so[^ ]*' | while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done
tar -C "$root" -cf "$folder/root.tar" .
try "podman import" podman import -q "$folder/root.tar" localhost/stoker-probe

mkdir "$folder/mounted"
echo word > "$folder/mounted/word"
# shellcheck disable=SC2016 # for perl
server='
  sub line { open(F, "<", $_[0]) or return ""; my $line = <F>; chomp $line; $line }
  $limit = line("/sys/fs/cgroup/memory.max") || line("/sys/fs/cgroup/memory/memory.limit_in_bytes");
  $word = line("/mnt/word");
  socket(S, 2, 1, 6) && bind(S, pack("S n N x8", 2, 8080, 0)) && listen(S, 5) or die $!;
  while (accept(C, S)) { syswrite(C, "$word $limit\n"); close(C); }
'
try "a container" podman run -d --read-only --cap-drop all --security-opt no-new-privileges \
  --user 10001:0 --memory 64m --memory-swap 64m -v "$folder/mounted:/mnt:ro" -p 8080 \
  localhost/stoker-probe /bin/perl -e "$server"
container=$(cat "$folder/said")
try "a published port" podman port "$container" 8080
port=$(sed -n '1s/.*://p' "$folder/said")

# It listens some time after its start. What is said to a connection that came before is nothing.
answer=
for _ in $(seq 100); do
  answer=$(timeout 10 bash -c 'exec 3<> "/dev/tcp/127.0.0.1/$0"; read -r -u 3 line; echo "$line"' \
    "$port" 2> /dev/null) && break
  sleep 0.1
done
[ -n "$answer" ] || no "a published port does not lead into its container: $(podman logs "$container" 2>&1)"
[ "$answer" = "word 67108864" ] ||
  no "memory is not limited, or folders are not mounted: \"$answer\" (expected: \"word 67108864\")"
try "podman exec" podman exec "$container" /bin/perl -e 'print "here"'

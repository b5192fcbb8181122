#!/bin/bash
# image.sh: builds localhost/stoker from the Dockerfile, inside of podman.sh. Nothing is done when
# neither the distribution nor container/ has changed since.
set -eu
cd "$(dirname "$0")/../.."
: "${STOKER_PODMAN:?run it by podman.sh}"

distribution=$(ls target/stoker-*.tar.gz)
wanted=$(cat "$distribution" Dockerfile container/*.* container/etc/*/* container/test/builder.sh | sha256sum | cut -d' ' -f1)
if [ "$(cat "$STOKER_PODMAN/image" 2> /dev/null)" = "$wanted" ] && podman image exists localhost/stoker; then
  exit 0
fi

if ! podman image exists localhost/stoker-builder; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  container/test/builder.sh "$folder"
  tar -C "$folder" -cf - . |
    podman import -q -c ENV=JAVA_HOME=/opt/jdk -c ENV=PATH=/bin - localhost/stoker-builder > /dev/null
fi

# Docker's format: that of OCI has no health check.
podman build --format docker --network none --build-arg BUILD_IMAGE=localhost/stoker-builder \
  --build-arg VERSION="$(basename "$distribution" .tar.gz | sed 's/^stoker-//')" \
  --build-arg REVISION="$(git rev-parse HEAD 2> /dev/null || echo unknown)" \
  -t localhost/stoker . > "$STOKER_PODMAN/build.log" 2>&1 || {
  cat "$STOKER_PODMAN/build.log" >&2
  exit 1
}
echo "$wanted" > "$STOKER_PODMAN/image"

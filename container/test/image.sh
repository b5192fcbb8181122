#!/bin/bash
# image.sh: builds localhost/stoker from the Dockerfile, inside of podman.sh. Nothing is done when
# neither the distribution nor container/ has changed since.
set -eu
cd "$(dirname "$0")/../.."
: "${STOKER_PODMAN:?run it by podman.sh}"

distribution=$(ls target/stoker-*.tar.gz)
if [ "$(echo "$distribution" | wc -l)" != 1 ]; then
  echo "$0: which one of these? mvn clean package leaves one:" $distribution >&2
  exit 1
fi
jdk=$(container/jdk.sh)/release
wanted=$(cat "$distribution" "$jdk" Dockerfile container/*.* container/etc/*/* container/test/builder.sh | sha256sum | cut -d' ' -f1)
if [ "$(cat "$STOKER_PODMAN/image" 2> /dev/null)" = "$wanted" ] && podman image exists localhost/stoker; then
  exit 0
fi

builder=localhost/stoker-builder:$(cat "$jdk" container/test/builder.sh | sha256sum | cut -c1-12)
if ! podman image exists "$builder"; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  container/test/builder.sh "$folder"
  tar -C "$folder" -cf - . |
    podman import -q -c ENV=JAVA_HOME=/opt/jdk -c ENV=PATH=/bin - "$builder" > /dev/null
fi

# Docker's format: that of OCI has no health check.
podman build --format docker --network none --build-arg BUILD_IMAGE="$builder" \
  --build-arg VERSION="$(basename "$distribution" .tar.gz | sed 's/^stoker-//')" \
  --build-arg REVISION="$(git rev-parse HEAD 2> /dev/null || echo unknown)" \
  -t localhost/stoker . > "$STOKER_PODMAN/build.log" 2>&1 || {
  cat "$STOKER_PODMAN/build.log" >&2
  exit 1
}
echo "$wanted" > "$STOKER_PODMAN/image"

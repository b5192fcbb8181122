#!/bin/sh
# jdk.sh: prints where a JDK 25 is that can link runtimes: JAVA_HOME, or one of the places where
# Maven finds it, too.
set -eu
for d in "${JAVA_HOME:-/nowhere}" "${JAVA25_HOME:-/nowhere}" "${JAVA_HOME_25_X64:-/nowhere}" \
  "${JAVA_HOME_25_ARM64:-/nowhere}" /usr/lib/jvm/* /usr/java/* /usr/local/*jdk* /opt/*jdk* /opt/java/* \
  "${HOME:-/nowhere}"/.sdkman/candidates/java/* "${HOME:-/nowhere}"/.jdks/*; do
  if [ -x "$d/bin/jlink" ] && grep -q '^JAVA_VERSION="25' "$d/release" 2> /dev/null; then
    echo "$d"
    exit 0
  fi
done
echo "$0: no JDK 25: set JAVA_HOME" >&2
exit 1

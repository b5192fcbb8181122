#!/bin/sh
# jdk.sh: prints where a JDK 25 is that can link runtimes: JAVA_HOME, or below /usr/lib/jvm or /opt.
set -eu
for d in "${JAVA_HOME:-/nowhere}" /usr/lib/jvm/* /opt/jdk* /opt/java/*; do
  if [ -x "$d/bin/jlink" ] && grep -q '^JAVA_VERSION="25' "$d/release" 2> /dev/null; then
    echo "$d"
    exit 0
  fi
done
echo "$0: no JDK 25: set JAVA_HOME" >&2
exit 1

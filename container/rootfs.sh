#!/bin/sh
# rootfs.sh DISTRIBUTION.tar.gz FOLDER: makes the file system of the image in FOLDER, which must not
# be there, layer by layer: base (glibc, configuration, site), java (a runtime of the modules that
# Stoker uses), stoker (with what the JVM has learned of its start). Needs tar, a JDK 25
# (jdk.sh), and glibc, of which it takes copies.
# The Dockerfile runs it, and so does the build without a daemon (mvn -Pimage).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
JAVA_HOME=$("$here/jdk.sh")
distribution=$1
root=$2
umask 022
mkdir "$root"
root=$(cd "$root" && pwd)
base=$root/base
java=$root/java/opt/java
stoker=$root/stoker/opt/stoker
mkdir -p "$base/tmp" "$base/etc/stoker" "$base/srv" "$root/java/opt" "$stoker"

# What the JVM asks of the system: glibc, and who the user is.
loader=$(ldd "$JAVA_HOME/bin/java" | sed -n 's/^[[:space:]]*\(\/lib[^ ]*\/ld-linux[^ ]*\) .*/\1/p')
lib=$(dirname "$(ldd "$JAVA_HOME/bin/java" | sed -n 's/.*libc\.so\.6 => \([^ ]*\).*/\1/p')")
mkdir -p "$base$lib" "$base$(dirname "$loader")"
cp -L "$loader" "$base$loader"
for name in libc.so.6 libdl.so.2 libm.so.6 libpthread.so.0 librt.so.1 libresolv.so.2 \
  libnss_files.so.2 libnss_dns.so.2 libgcc_s.so.1; do
  if [ -e "$lib/$name" ]; then cp -L "$lib/$name" "$base$lib/"; fi
done
# File names and what users type are UTF-8.
if [ -d /usr/lib/locale/C.utf8 ]; then
  mkdir -p "$base/usr/lib/locale"
  cp -R /usr/lib/locale/C.utf8 "$base/usr/lib/locale/"
fi
printf 'root:x:0:0:root:/:/sbin/nologin\nstoker:x:10001:0:Stoker:/srv:/sbin/nologin\n' \
  > "$base/etc/passwd"
echo 'root:x:0:' > "$base/etc/group"
echo 'hosts: files dns' > "$base/etc/nsswitch.conf"

"$JAVA_HOME/bin/jlink" --output "$java" --strip-java-debug-attributes --no-header-files --no-man-pages \
  --compress zip-6 --generate-cds-archive --add-modules "$(paste -sd, "$here/modules.txt")"
# For machines with 64-bit references, which a server of this size never has.
rm -f "$java/lib/server/classes_nocoops.jsa"

# Stoker, without what belongs to other systems. Its launchers stay: they ask for a shell, which the
# image has not, but serve whoever adds one.
tar -xzf "$distribution" -C "$stoker" --strip-components=1 --no-same-owner
rm -rf "$stoker/logs" "$stoker/docs" "$stoker/man" "$stoker/bin/completion"
case $(uname -m) in
  x86_64) other=aarch_64 ;;
  *) other=x86_64 ;;
esac
rm -f "$stoker"/lib/*-osx-* "$stoker"/lib/*-windows-* "$stoker"/lib/netty-resolver-dns-*macos* \
  "$stoker"/lib/*-linux-"$other".jar

# Native parts as files: a root file system that is read-only takes none from inside of a jar.
mkdir "$stoker/lib/native" "$stoker/lib/native/jar"
for jar in "$stoker"/lib/netty-transport-native-epoll-*-linux-*.jar; do
  (cd "$stoker/lib/native/jar" && "$JAVA_HOME/bin/jar" -xf "$jar" META-INF/native)
  mv "$stoker"/lib/native/jar/META-INF/native/*.so "$stoker/lib/native/"
done
rm -rf "$stoker/lib/native/jar"

# The site: what a user replaces lies outside of /opt.
cp -R "$here/etc/." "$base/etc/stoker/"
cp "$stoker/conf/mime.types" "$base/etc/stoker/mime.types"
mv "$stoker/htdocs" "$base/srv/www"
jar=$(cd "$stoker/lib" && echo stoker-*.jar)
sed "s|STOKER_JAR|/opt/stoker/lib/$jar|" "$here/jvm.options" > "$stoker/lib/jvm.options"

# The JVM takes what it learned only for files of the same time and size, and every builder has a
# time of its own for what it copies, unless it is this one.
find "$root" -exec touch -h -d @1 {} +

# With the launcher's flags, which jvm.options repeats. The JVM finds it out at its start when they
# are not the same, and goes on without.
STOKER_HOME=$stoker STOKER_JAVA=$java/bin/java "$stoker/bin/stokerctl" aot
mv "$stoker"/lib/stoker-*.aot "$stoker/lib/stoker.aot"
find "$root" -exec touch -h -d @1 {} +
# A container runs as any user of group 0 where the cluster chooses the number.
chmod 1777 "$base/tmp"

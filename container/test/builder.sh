#!/bin/bash
# builder.sh FOLDER: a file system in which container/rootfs.sh can run, taken from this machine: a
# stand-in for the image that the Dockerfile begins with, where no registry can be reached.
set -eu
JAVA_HOME=$("$(dirname "$0")/../jdk.sh")
root=$1
mkdir -p "$root"/{bin,tmp,dev,proc,etc,root,opt}
chmod 1777 "$root/tmp"
ln -s bin "$root/sbin"
mkdir "$root/usr"
ln -s ../bin "$root/usr/bin"

add() {
  cp -L "$1" "$root/bin/"
  # What it is linked with.
  { ldd "$1" 2> /dev/null || true; } | grep -o '/[^ ]*\.so[^ ]*' | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -nL "$library" "$root$library"
  done
}
for name in bash ldd cat chmod cp dirname basename find grep gzip head ln ls mkdir mktemp mv paste \
  readlink rm sed sleep sort tar touch uname env; do
  add "$(command -v "$name")"
done
ln -sf bash "$root/bin/sh"

# Whom a server that was started as root becomes.
printf 'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/:/bin/false\n' > "$root/etc/passwd"
printf 'root:x:0:\ndaemon:x:1:\n' > "$root/etc/group"

# All of it: jlink takes a runtime that lacks a file for a changed one.
mkdir "$root/opt/jdk"
tar -C "$JAVA_HOME" --exclude=./lib/src.zip -hcf - . |
  tar -C "$root/opt/jdk" -xf -
find "$root/opt/jdk/bin" "$root/opt/jdk/lib" -type f \( -perm -u+x -o -name '*.so' \) -print0 |
  while IFS= read -r -d '' file; do
    { ldd "$file" 2> /dev/null || true; } | grep -o ' /lib[^ ]*' | sort -u
  done | sort -u | while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp -nL "$library" "$root$library"
done
mkdir -p "$root/usr/lib/locale"
cp -R /usr/lib/locale/C.utf8 "$root/usr/lib/locale/"
lib=$(dirname "$(ldd "$JAVA_HOME/bin/java" | sed -n 's/.*libc\.so\.6 => \([^ ]*\).*/\1/p')")
for name in libdl.so.2 librt.so.1 libresolv.so.2 libnss_files.so.2 libnss_dns.so.2 libgcc_s.so.1; do
  if [ -e "$lib/$name" ]; then cp -nL "$lib/$name" "$root$lib/"; fi
done

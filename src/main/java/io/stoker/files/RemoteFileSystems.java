package io.stoker.files;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * File systems whose changes the kernel is not told of, because another machine or a process makes
 * them. Numbers: linux/magic.h and the file systems' own headers.
 */
final class RemoteFileSystems {

  private static final Map<Long, String> NAMES =
      Map.ofEntries(
          Map.entry(0x6969L, "nfs"),
          Map.entry(0x517bL, "smb"),
          Map.entry(0xfe534d42L, "smb2"),
          Map.entry(0xff534d42L, "cifs"),
          Map.entry(0x65735546L, "fuse"),
          Map.entry(0x01021997L, "9p"),
          Map.entry(0x00c36400L, "ceph"),
          Map.entry(0x5346414fL, "afs"),
          Map.entry(0x6b414653L, "kafs"),
          Map.entry(0x73757245L, "coda"),
          Map.entry(0x0bd00bd0L, "lustre"),
          Map.entry(0x47504653L, "gpfs"),
          Map.entry(0x7461636fL, "ocfs2"),
          Map.entry(0x01161970L, "gfs2"),
          Map.entry(0x786f4256L, "vboxsf"),
          Map.entry(0x7c7c6673L, "prl_fs"),
          Map.entry(0xbacbacbcL, "vmhgfs"),
          Map.entry(0x9fa0L, "proc"),
          Map.entry(0x62656572L, "sysfs"));

  private RemoteFileSystems() {}

  /** The name of such a file system, null for one that can be watched. */
  static @Nullable String nameOf(long magic) {
    return NAMES.get(magic);
  }
}

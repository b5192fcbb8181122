package io.stoker.files;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** As on a kernel before 5.6, or where a sandbox filters the call. */
@EnabledOnOs(OS.LINUX)
class LinuxDiskWithoutOpenat2Test extends DiskContract {

  @Override
  Disk disk() {
    return new LinuxDisk(false);
  }
}

package io.stoker.files;

class PortableDiskTest extends DiskContract {

  @Override
  Disk disk() {
    return Disk.portable();
  }
}

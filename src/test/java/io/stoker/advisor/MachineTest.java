package io.stoker.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel's files say of a machine and of a container. */
class MachineTest {

  private static final long MB = 1 << 20;

  @TempDir Path root;

  private void file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Machine read() {
    return Machine.read(
        root, new Machine.Jvm(256 * MB, 128 * MB, 25, "25"), 2, LocalDate.of(2026, 11, 26));
  }

  @Test
  void theMachineIsRead() throws IOException {
    file("proc/meminfo", "MemTotal:       8000000 kB\nMemAvailable:   5000000 kB\nHugePages: 0\n");
    file("proc/self/status", "Name:\tjava\nVmRSS:\t  204800 kB\nVmSwap:\t    1024 kB\n");
    file("proc/self/mounts", "/dev/sda1 / ext4 rw 0 0\nbig:/x /srv/my\\040site nfs4 rw 0 0\n");
    file("proc/sys/net/core/somaxconn", "4096\n");
    file("proc/sys/kernel/osrelease", "6.12.5-amd64\n");
    file(
        "proc/net/netstat",
        "TcpExt: SyncookiesSent ListenOverflows ListenDrops\n"
            + "TcpExt: 0 17 19\n"
            + "IpExt: A\n"
            + "IpExt: 1\n");
    file("etc/os-release", "PRETTY_NAME=\"Debian 13\"\nID=debian\nVERSION_ID=\"13\"\n");
    Machine machine = read();
    assertThat(machine.memory()).isEqualTo(8_000_000L << 10);
    assertThat(machine.available()).isEqualTo(5_000_000L << 10);
    assertThat(machine.bound()).isEqualTo(machine.memory());
    assertThat(machine.resident()).isEqualTo(200 * MB);
    assertThat(machine.swapped()).isEqualTo(MB);
    assertThat(machine.backlog()).isEqualTo(4096);
    assertThat(machine.queueOverflows()).isEqualTo(17);
    assertThat(machine.system())
        .isEqualTo(new Machine.OperatingSystem("Debian 13", "debian", "13", null, "6.12.5-amd64"));
    assertThat(machine.mountOf("/srv/my site/htdocs").isNetwork()).isTrue();
    assertThat(machine.mountOf("/srv/my sites").isNetwork()).isFalse();
  }

  @Test
  void nothingIsKnownWhereNothingIsTold() {
    Machine machine = read();
    assertThat(machine.bound()).isZero();
    assertThat(machine.mountOf("/")).isNull();
  }

  @Test
  void theLimitOfVersion2IsTheTightestOnTheWay() throws IOException {
    file("proc/meminfo", "MemTotal: 8000000 kB\n");
    file("proc/self/cgroup", "0::/kubepods.slice/pod1/app\n");
    file("sys/fs/cgroup/kubepods.slice/memory.max", "max\n");
    file("sys/fs/cgroup/kubepods.slice/pod1/memory.max", "268435456\n");
    file("sys/fs/cgroup/kubepods.slice/pod1/app/memory.max", "536870912\n");
    assertThat(read().limit()).isEqualTo(256 * MB);
    assertThat(read().bound()).isEqualTo(256 * MB);
  }

  @Test
  void inAContainerTheGroupItselfIsMounted() throws IOException {
    file("proc/self/cgroup", "0::/\n");
    file("sys/fs/cgroup/memory.max", "536870912\n");
    assertThat(read().limit()).isEqualTo(512 * MB);
  }

  @Test
  void theLimitOfVersion1IsRead() throws IOException {
    file("proc/self/cgroup", "5:cpu,cpuacct:/docker/x\n4:memory:/docker/x\n0::/\n");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "134217728\n");
    assertThat(read().limit()).isEqualTo(128 * MB);
    file("sys/fs/cgroup/memory/docker/x/memory.limit_in_bytes", "100000000\n");
    assertThat(read().limit()).isEqualTo(100_000_000);
  }

  @Test
  void noLimitIsNone() throws IOException {
    file("proc/self/cgroup", "4:memory:/\n");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    assertThat(read().limit()).isZero();
    // More than the machine has is no limit either.
    file("proc/meminfo", "MemTotal: 1000 kB\n");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "134217728\n");
    assertThat(read().limit()).isZero();
  }

  @Test
  void sizesAreThoseOfTheLauncher() {
    assertThat(Advisor.size("-Xmx1g", 1)).isEqualTo(1L << 30);
    assertThat(Advisor.size("128m", 1)).isEqualTo(128 * MB);
    assertThat(Advisor.size("-XX:MaxRAMPercentage=50", 1)).isEqualTo(1);
    assertThat(Advisor.size(null, 7)).isEqualTo(7);
  }
}

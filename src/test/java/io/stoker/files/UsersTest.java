package io.stoker.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {

  @Test
  void readsTheFilesAndSkipsWhatIsNotAnEntry(@TempDir Path dir) throws IOException {
    Path passwd =
        Files.writeString(
            dir.resolve("passwd"),
            """
            # comment
            root:x:0:0:root:/root:/bin/sh
            +nis
            bad:x:abc:0::/:/bin/sh
            www:x:33:34:Web,,,:/var/www:/usr/sbin/nologin
            big:x:4294967294:34::/:
            """);
    Path group =
        Files.writeString(dir.resolve("group"), "root:x:0:\nstaff:x:50:ann,bob\nbroken:x\n");
    Users users =
        new PasswdFiles(Disk.system(), ByteNames.fromPath(passwd), ByteNames.fromPath(group));

    assertThat(users.user("www"))
        .isEqualTo(new Users.User("www", 33, 34, "/var/www", "/usr/sbin/nologin"))
        .isEqualTo(users.user(33));
    assertThat(users.user("big")).extracting(u -> u.uid()).isEqualTo(-2);
    assertThat(users.user("bad")).isNull();
    assertThat(users.user("nobody")).isNull();
    assertThat(users.group("staff"))
        .isEqualTo(new Users.Group("staff", 50, List.of("ann", "bob")))
        .isEqualTo(users.group(50));
    assertThat(users.group("broken")).isNull();
    assertThat(new PasswdFiles(Disk.system(), "/gone", "/gone").user(0)).isNull();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theCLibraryAgreesWithTheFiles() {
    Users libc = Users.system();
    Users files = Users.files(Disk.system());

    assertThat(libc).isInstanceOf(LibcUsers.class);
    assertThat(libc.user(0)).isNotNull().isEqualTo(files.user(0)).isEqualTo(libc.user("root"));
    assertThat(libc.group(0)).isNotNull().isEqualTo(files.group(0));
    assertThat(libc.user("no-such-user-here")).isNull();
    assertThat(libc.group("no-such-group-here")).isNull();
    assertThat(libc.user(2_000_000_001)).isNull();
  }
}

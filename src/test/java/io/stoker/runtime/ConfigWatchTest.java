package io.stoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.config.ConfigLoader;
import io.stoker.config.LoadRequest;
import io.stoker.config.LoadResult;
import io.stoker.files.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the file watch has the configuration read, step by step. */
class ConfigWatchTest {

  private static final Duration QUIET = Duration.ofSeconds(2);

  /** Long after every file was written. */
  private static final Instant LATER = Instant.now().plus(Duration.ofDays(1));

  @TempDir Path root;
  private long now;
  private int reloads;
  private LoadResult attempted;
  private ConfigWatch watch;

  @BeforeEach
  void load() throws IOException {
    write("conf/httpd.conf", "ServerName a\nIncludeOptional conf/sites/*.conf\n");
    write("conf/sites/one.conf", "ServerAdmin one\n");
    begin("conf/httpd.conf");
  }

  private void begin(String file) {
    begin(file, QUIET);
  }

  private void begin(String file, Duration quiet) {
    attempted = check(file);
    watch =
        new ConfigWatch(
            Disk.system(),
            () -> now,
            () -> LATER,
            quiet,
            () -> attempted.report(),
            () -> !files(check(file)).equals(files(attempted)),
            () -> {
              reloads++;
              attempted = check(file);
            });
  }

  private LoadResult check(String file) {
    return ConfigLoader.load(LoadRequest.of(root.toString(), file).withoutListen().checking(false));
  }

  private static Map<String, String> files(LoadResult loaded) {
    return loaded.report().files();
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /** A second passes; how often the configuration was read by now. */
  private int tick() {
    now += Duration.ofSeconds(1).toNanos();
    watch.tick();
    return reloads;
  }

  @Test
  void readsWhatHasChangedOnceItIsQuiet() throws IOException {
    assertThat(tick()).isZero();
    assertThat(tick()).isZero();
    write("conf/sites/one.conf", "ServerAdmin other\n");
    assertThat(tick()).isZero();
    write("conf/sites/one.conf", "ServerAdmin another\n");
    assertThat(tick()).isZero();
    assertThat(tick()).as("quiet for a second").isZero();
    assertThat(tick()).as("quiet for two").isEqualTo(1);
    assertThat(tick()).isEqualTo(1);
    assertThat(files(attempted)).containsValue("ServerAdmin another\n");
  }

  @Test
  void readsAtOnceWhereItNeedNotBeQuiet() throws IOException {
    begin("conf/httpd.conf", Duration.ZERO);
    assertThat(tick()).isZero();
    write("conf/sites/one.conf", "ServerAdmin other\n");
    assertThat(tick()).isEqualTo(1);
    assertThat(tick()).isEqualTo(1);
    assertThat(files(attempted)).containsValue("ServerAdmin other\n");
  }

  @Test
  void seesFilesThatComeAndGo() throws IOException {
    write("conf/sites/two.conf", "ServerAdmin two\n");
    tick();
    tick();
    assertThat(tick()).isEqualTo(1);
    Files.delete(root.resolve("conf/sites/one.conf"));
    tick();
    tick();
    assertThat(tick()).isEqualTo(2);
    assertThat(files(attempted)).hasSize(2).containsValue("ServerAdmin two\n");
  }

  @Test
  void whatSaysTheSameIsNotReadAgain() throws IOException {
    write("conf/sites/one.conf.swp", "an editor's");
    write("conf/httpd.conf", "ServerName a\nIncludeOptional conf/sites/*.conf\n");
    for (int i = 0; i < 5; i++) {
      assertThat(tick()).isZero();
    }
  }

  @Test
  void aBrokenConfigurationIsTriedOnceAndItsMendingIsSeen() throws IOException {
    write("conf/sites/one.conf", "Nonsense\n");
    tick();
    tick();
    assertThat(tick()).isEqualTo(1);
    assertThat(attempted.isOk()).isFalse();
    for (int i = 0; i < 5; i++) {
      assertThat(tick()).isEqualTo(1);
    }
    write("conf/sites/one.conf", "ServerAdmin mended\n");
    tick();
    tick();
    assertThat(tick()).isEqualTo(2);
  }

  /** As the kubelet does it: links into {@code ..data}, which is a link that is replaced. */
  @Test
  void seesTheSwapOfAConfigMap() throws IOException {
    write("map/..2026_1/httpd.conf", "ServerName first\n");
    Files.createSymbolicLink(root.resolve("map/..data"), Path.of("..2026_1"));
    Files.createSymbolicLink(root.resolve("map/httpd.conf"), Path.of("..data/httpd.conf"));
    begin("map/httpd.conf");
    assertThat(tick()).isZero();
    write("map/..2026_2/httpd.conf", "ServerName second\n");
    assertThat(tick()).isZero();
    Files.createSymbolicLink(root.resolve("map/..data_tmp"), Path.of("..2026_2"));
    Files.move(
        root.resolve("map/..data_tmp"),
        root.resolve("map/..data"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(tick()).isZero();
    tick();
    assertThat(tick()).isEqualTo(1);
    assertThat(files(attempted)).containsValue("ServerName second\n");
  }
}

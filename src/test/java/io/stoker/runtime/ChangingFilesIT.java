package io.stoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.config.LoadRequest;
import io.stoker.testing.Client;
import io.stoker.testing.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files, links, access files and directories change at random while others ask for them without a
 * pause: whoever changes something sees it in the reply to the very next request, and no reply is
 * put together from two states of a file.
 */
class ChangingFilesIT {

  private static final int CHANGES = 10_000;
  private static final int DIRECTORIES = 4;
  private static final int NAMES = 12;
  private static final long SEED = 20261126;

  @TempDir Path root;
  private ContentPlane plane;
  private final Random random = new Random(SEED);

  /** What each of d0/f0 … d3/f11 has to say; null where there is no such file. */
  private final String[][] contents = new String[DIRECTORIES][NAMES];

  /** Status that an access file gives to all of a directory; 0 for none. */
  private final int[] refused = new int[DIRECTORIES];

  private int version;

  private void start() throws IOException, StartException {
    Files.createDirectories(root.resolve("logs"));
    Path config = root.resolve("httpd.conf");
    Files.writeString(
        config,
        """
        ServerRoot "%1$s"
        ServerName localhost
        Listen 127.0.0.1:%2$d
        ErrorLog logs/error.log
        LoadModule mpm_event_module modules/mod_mpm_event.so
        LoadModule authz_core_module modules/mod_authz_core.so
        LoadModule alias_module modules/mod_alias.so
        CustomLog logs/access.log "%%h %%t \\"%%r\\" %%>s %%b"
        MaxKeepAliveRequests 0
        KeepAliveTimeout 600
        DocumentRoot "%1$s/htdocs"
        <Directory "%1$s/htdocs">
          AllowOverride All
          Options FollowSymLinks
        </Directory>
        """
            .formatted(root, Ports.free()));
    for (int d = 0; d < DIRECTORIES; d++) {
      Files.createDirectories(directory(d));
      for (int f = 0; f < NAMES; f++) {
        overwrite(d, f);
      }
    }
    plane = new ContentPlane(LoadRequest.of(root.toString(), config.toString()), "test", false);
    plane.start();
  }

  @AfterEach
  void stop() {
    if (plane != null) {
      plane.stop(ServerSignal.STOP);
    }
  }

  private Client connect() throws IOException {
    return new Client(((InetSocketAddress) plane.status().listening().getFirst()).getPort());
  }

  @Test
  void everyChangeIsSeenByTheNextRequest() throws Exception {
    start();
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong asked = new AtomicLong();
    AtomicReference<Throwable> wrong = new AtomicReference<>();
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Random own = new Random(SEED + i);
      others.add(Thread.ofPlatform().start(() -> ask(own, over, asked, wrong)));
    }
    try (Client client = connect()) {
      for (int i = 0; i < CHANGES && wrong.get() == null; i++) {
        int d = random.nextInt(DIRECTORIES);
        int f = random.nextInt(NAMES);
        String what = change(d, f);
        assertThat(said(client.get("/d" + d + "/f" + f)))
            .as("change %d: %s of d%d/f%d", i, what, d, f)
            .isEqualTo(expected(d, f));
      }
    } finally {
      over.set(true);
      for (Thread other : others) {
        other.join();
      }
    }
    assertThat(wrong.get()).isNull();
    assertThat(asked.get()).isPositive();
    assertThat(plane.plans().hits()).isGreaterThan(CHANGES / 10);
  }

  private void ask(
      Random own, AtomicBoolean over, AtomicLong asked, AtomicReference<Throwable> wrong) {
    try (Client client = connect()) {
      while (!over.get()) {
        assertWhole(client.get("/d" + own.nextInt(DIRECTORIES) + "/f" + own.nextInt(NAMES)));
        asked.incrementAndGet();
      }
    } catch (Throwable t) {
      wrong.compareAndSet(null, t);
    }
  }

  private String expected(int d, int f) {
    String content = contents[d][f];
    return refused[d] != 0 ? refused[d] + "" : content == null ? "404" : content;
  }

  /** The content, or the status of another reply than 200. */
  private static String said(Client.Reply reply) {
    return reply.code() == 200 ? reply.text() : reply.code() + "";
  }

  /** A file holds one letter as often as the letter says; it is empty while it is overwritten. */
  private static void assertWhole(Client.Reply reply) {
    String body = reply.text();
    if (reply.code() == 200 && !body.isEmpty()) {
      assertThat(body).isEqualTo(text(body.charAt(0)));
    }
  }

  private static String text(int letter) {
    return Character.toString(letter).repeat(1 + (letter - 'A') * 37);
  }

  // ---- changes ----

  private Path directory(int d) {
    return root.resolve("htdocs/d" + d);
  }

  private Path file(int d, int f) {
    return directory(d).resolve("f" + f);
  }

  private Path target(int d, int f) {
    return directory(d).resolve("target" + f);
  }

  private String next() {
    return text('A' + version++ % 50);
  }

  private String change(int d, int f) throws IOException {
    int kind = random.nextInt(100);
    if (kind < 35) {
      return replace(d, f);
    } else if (kind < 60) {
      return overwrite(d, f);
    } else if (kind < 70) {
      return delete(d, f);
    } else if (kind < 80) {
      return link(d, f);
    } else if (kind < 92) {
      return refuse(d);
    } else {
      return exchangeDirectories(d);
    }
  }

  private String overwrite(int d, int f) throws IOException {
    if (Files.isSymbolicLink(file(d, f))) {
      Files.delete(file(d, f));
    }
    contents[d][f] = next();
    Files.writeString(file(d, f), contents[d][f]);
    return "overwriting";
  }

  private String replace(int d, int f) throws IOException {
    contents[d][f] = next();
    Path fresh = directory(d).resolve("new");
    Files.writeString(fresh, contents[d][f]);
    Files.move(fresh, file(d, f), StandardCopyOption.ATOMIC_MOVE);
    return "replacing";
  }

  private String delete(int d, int f) throws IOException {
    contents[d][f] = null;
    Files.deleteIfExists(file(d, f));
    return "deleting";
  }

  /** A link to a file of its own, or that file changed behind the link. */
  private String link(int d, int f) throws IOException {
    contents[d][f] = next();
    Files.writeString(target(d, f), contents[d][f]);
    if (Files.isSymbolicLink(file(d, f))) {
      return "changing behind a link";
    }
    Files.deleteIfExists(file(d, f));
    Files.createSymbolicLink(file(d, f), target(d, f));
    return "linking";
  }

  private String refuse(int d) throws IOException {
    Path access = directory(d).resolve(".htaccess");
    refused[d] = refused[d] == 0 ? 410 : refused[d] == 410 ? 403 : 0;
    if (refused[d] == 0) {
      Files.delete(access);
      return "deleting .htaccess";
    }
    Files.writeString(access, "Redirect " + refused[d] + " /\n");
    return "writing .htaccess";
  }

  /** Two directories change places: d becomes what its neighbour was. */
  private String exchangeDirectories(int d) throws IOException {
    int other = (d + 1) % DIRECTORIES;
    Path aside = root.resolve("htdocs/aside");
    Files.move(directory(d), aside);
    Files.move(directory(other), directory(d));
    Files.move(aside, directory(other));
    String[] own = contents[d];
    contents[d] = contents[other];
    contents[other] = own;
    int status = refused[d];
    refused[d] = refused[other];
    refused[other] = status;
    retarget(d);
    retarget(other);
    return "exchanging directories";
  }

  /** Links are absolute: those of a directory that moved lead to where their targets were. */
  private void retarget(int d) throws IOException {
    for (int f = 0; f < NAMES; f++) {
      if (Files.isSymbolicLink(file(d, f))) {
        Files.delete(file(d, f));
        Files.createSymbolicLink(file(d, f), target(d, f));
      }
    }
  }
}

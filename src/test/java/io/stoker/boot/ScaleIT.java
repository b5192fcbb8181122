package io.stoker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Client;
import io.stoker.testing.Installed;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Large numbers. Prints how long things took; asserts only that they are right. */
@Execution(ExecutionMode.CONCURRENT)
class ScaleIT {

  private static final int HOSTS = 10_000;
  private static final int FILES = 50_000;

  @TempDir Path folder;
  private Installed site;

  @BeforeEach
  void makeSite() {
    site = new Installed(folder);
  }

  @AfterEach
  void endSite() {
    site.close();
  }

  @Test
  void filesBeyondTwoGigabytes() throws IOException {
    long size = (1L << 31) + 1000;
    try (RandomAccessFile big = new RandomAccessFile(folder.resolve("htdocs/big").toFile(), "rw")) {
      big.setLength(size);
      big.seek(size - 5);
      big.writeBytes("the e");
    }
    site.serve();
    try (Client client = new Client(site.port())) {
      Client.Reply end = client.get("/big", "Range: bytes=-5");
      assertThat(end.code()).isEqualTo(206);
      assertThat(end.text()).isEqualTo("the e");
      assertThat(end.header("Content-Range"))
          .isEqualTo("bytes %d-%d/%d".formatted(size - 5, size - 1, size));
      Client.Reply beyond = client.get("/big", "Range: bytes=2147483648-2147483657");
      assertThat(beyond.code()).isEqualTo(206);
      assertThat(beyond.body()).hasSize(10).containsOnly(0);
      assertThat(client.get("/big", "Range: bytes=" + size + "-").code()).isEqualTo(416);

      long before = System.nanoTime();
      client.send("/big");
      String head = client.readHead();
      assertThat(Client.header(head, "Content-Length")).isEqualTo(Long.toString(size));
      byte[] buffer = new byte[1 << 20];
      long read = 0;
      while (read < size) {
        int n = client.body().read(buffer, 0, (int) Math.min(buffer.length, size - read));
        assertThat(n).isPositive();
        read += n;
      }
      print("2 GB file", before);
      assertThat(client.get("/").text()).isEqualTo("hello\n");
    }
  }

  @Test
  void manySmallFilesAndALargeDirectory() throws IOException {
    Path small = Files.createDirectory(folder.resolve("htdocs/small"));
    for (int i = 0; i < FILES; i++) {
      // Those asked for have content.
      Path file = small.resolve(i + ".txt");
      if (i % 5 == 0) {
        Files.writeString(file, "file " + i);
      } else {
        Files.createFile(file);
      }
    }
    site.configure(
        """
        LoadModule autoindex_module modules/mod_autoindex.so
        <Directory "%s">
          Options Indexes
        </Directory>
        """
            .formatted(small));
    site.serve();
    long before = System.nanoTime();
    for (int i = 0; i < 10_000; ) {
      // A connection ends after MaxKeepAliveRequests.
      try (Client client = new Client(site.port())) {
        for (int last = i + 100; i < last; i++) {
          assertThat(client.get("/small/" + i * 5 + ".txt").text()).isEqualTo("file " + i * 5);
        }
      }
    }
    print("10,000 small files", before);

    for (int i = 0; i < 3; i++) {
      before = System.nanoTime();
      try (Client client = new Client(site.port())) {
        Client.Reply list = client.get("/small/");
        assertThat(list.code()).isEqualTo(200);
        assertThat(list.text()).contains("<ul>" + line("/", " Parent Directory"));
        List<String> lines = list.text().lines().filter(l -> l.startsWith("<li>")).toList();
        assertThat(lines.size()).isEqualTo(FILES);
        assertThat(lines.getFirst()).isEqualTo(line("0.txt", " 0.txt"));
        assertThat(lines.getLast()).isEqualTo(line("9999.txt", " 9999.txt"));
      }
      print("list of 50,000 files", before);
    }
  }

  private static String line(String link, String text) {
    return "<li><a href=\"" + link + "\">" + text + "</a></li>";
  }

  @Test
  void tenThousandVirtualHosts() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < HOSTS; i++) {
      text.append("<VirtualHost *:*>\nServerName h").append(i).append(".example.com\n");
      if (i == 5000) {
        text.append("ServerAlias *.wild.example.com\n");
      }
      text.append("RedirectMatch ^/who$ http://found/").append(i).append("\n</VirtualHost>\n");
    }
    site.configure("LoadModule alias_module modules/mod_alias.so\n" + text);
    long before = System.nanoTime();
    site.serve();
    print("start with 10,000 virtual hosts", before);
    try (Client client = new Client(site.port())) {
      for (int i : new int[] {0, 1, HOSTS / 2, HOSTS - 1}) {
        assertThat(who(client, "h" + i + ".example.com")).isEqualTo("http://found/" + i);
      }
      assertThat(who(client, "any.wild.example.com")).isEqualTo("http://found/5000");
      assertThat(who(client, "unknown.example.com")).isEqualTo("http://found/0");
    }
  }

  private static String who(Client client, String host) throws IOException {
    return client.get("/who", "Host: " + host).header("Location");
  }

  @Test
  void fiftyThousandLines() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      text.append("# section ").append(i).append("\n<Directory \"/srv/d").append(i);
      text.append("\">\n  Options Indexes FollowSymLinks\n  Require all granted\n</Directory>\n");
    }
    site.configure(text.toString());
    long before = System.nanoTime();
    Installed.Result result = site.stoker("-t");
    print("-t with 50,000 lines", before);
    assertThat(result.err()).isEqualTo("Syntax OK\n");
    site.configure(text + "Foo\n");
    assertThat(site.stoker("-t").err()).contains("Syntax error on line 50013 of");
  }

  private static void print(String what, long since) {
    System.out.printf("%s: %d ms%n", what, (System.nanoTime() - since) / 1_000_000);
  }
}

package io.stoker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedVirtualHostsTest {

  @TempDir Path root;

  private Snapshot load(String... lines) {
    return TestConfig.load(root, TestModules.all(), "ServerName main\n" + String.join("\n", lines))
        .orThrow();
  }

  private static String host(String address, String name, String... more) {
    return "<VirtualHost "
        + address
        + ">\nServerName "
        + name
        + "\n"
        + String.join("\n", more)
        + "\n</VirtualHost>";
  }

  private static String ask(Snapshot s, String address, int port, String name) {
    return s.hosts().ofRequest(ip(address), port, name, 0, "/").name();
  }

  private static InetAddress ip(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theFirstHostIsTheDefault() {
    Snapshot s = load(host("*:80", "a"), host("*:80", "b"));
    assertThat(ask(s, "10.0.0.1", 80, "b")).isEqualTo("b");
    assertThat(ask(s, "10.0.0.1", 80, "B.")).isEqualTo("b");
    assertThat(ask(s, "10.0.0.1", 80, "c")).isEqualTo("a");
    assertThat(s.hosts().ofConnection(ip("10.0.0.1"), 80).name()).isEqualTo("a");
    assertThat(ask(s, "10.0.0.1", 81, "b")).isEqualTo("main");
  }

  @Test
  void anAddressWithNumberBeatsAnyAddressEvenIfItsNamesDoNotFit() {
    Snapshot s =
        load(
            host("*:80", "any"),
            host("10.0.0.1:80", "exact"),
            host("10.0.0.1:*", "port"),
            host("*:*", "all"));
    assertThat(ask(s, "10.0.0.1", 80, "any")).isEqualTo("exact");
    assertThat(ask(s, "10.0.0.1", 99, "any")).isEqualTo("port");
    assertThat(ask(s, "10.0.0.2", 80, "exact")).isEqualTo("any");
    assertThat(ask(s, "10.0.0.2", 99, "exact")).isEqualTo("all");
  }

  @Test
  void aWildcardOfAnEarlierHostBeatsTheNameOfALaterOne() {
    Snapshot s =
        load(
            host("*:80", "default"),
            host("*:80", "a", "ServerAlias *.example.com w?w.x"),
            host("*:80", "www.example.com"),
            host("*:80", "www.x", "ServerAlias *.org"));
    assertThat(ask(s, "10.0.0.1", 80, "www.example.com")).isEqualTo("a");
    assertThat(ask(s, "10.0.0.1", 80, "deep.er.example.com")).isEqualTo("a");
    assertThat(ask(s, "10.0.0.1", 80, "www.x")).isEqualTo("a");
    assertThat(ask(s, "10.0.0.1", 80, "q.org")).isEqualTo("www.x");
    assertThat(ask(s, "10.0.0.1", 80, "example.com")).isEqualTo("default");
  }

  @Test
  void aNameOfAnEarlierHostBeatsTheWildcardOfALaterOne() {
    Snapshot s = load(host("*:80", "a.x"), host("*:80", "w", "ServerAlias *.x ?.x"));
    assertThat(ask(s, "10.0.0.1", 80, "a.x")).isEqualTo("a.x");
    assertThat(ask(s, "10.0.0.1", 80, "b.x")).isEqualTo("w");
  }

  @Test
  void aRequestWithoutHostGoesByServerPath() {
    Snapshot s = load(host("*:80", "a"), host("*:80", "b", "ServerPath /b"));
    assertThat(s.hosts().ofRequest(ip("10.0.0.1"), 80, null, 0, "/b/x").name()).isEqualTo("b");
    assertThat(s.hosts().ofRequest(ip("10.0.0.1"), 80, null, 0, "/bx").name()).isEqualTo("a");
    assertThat(s.hosts().ofRequest(ip("10.0.0.1"), 80, "a", 0, "/b").name()).isEqualTo("a");
  }

  @Test
  void theNameInTheAddressCountsLast() {
    Snapshot s = load(host("127.0.0.1:80", "a"), host("localhost:80", "b"));
    assertThat(ask(s, "127.0.0.1", 80, "localhost")).isEqualTo("b");
  }

  @Test
  void knowsWhichNamesAnyHostHas() {
    Snapshot s = load(host("*:80", "a"));
    assertThat(s.hosts().isKnownHost(ip("10.0.0.1"), 80, "a")).isTrue();
    assertThat(s.hosts().isKnownHost(ip("10.0.0.1"), 80, "z")).isFalse();
    assertThat(s.hosts().isKnownHost(ip("10.0.0.1"), 81, "main")).isTrue();
  }
}
